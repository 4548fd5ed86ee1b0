// id: t06_many_teams
// rule: T-06
// title: People on many implementation teams
// question: Where do people sit on more implementation teams than one person can carry?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Agree which of these teams need the person most, hand the other roles on, and name who stands in. The leadership of the
//   teams decides together.
// source: "default: three teams; clear roles with dedicated time (Active Implementation Hub, leadership and implementation
//   teams). Linking roles and coaches are left out: several teams are their work"
// params:
//   person_teams_max: {type: whole, default: 3, from: profile.person_teams_max, help: "implementation teams that one person can sit on"}
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "units with fewer people on their teams are not reported"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people on more implementation teams than the limit"}
//   - {name: at_most, type: whole, help: "implementation teams that one person can sit on"}
//   - {name: members, type: whole, help: "people on implementation teams of the unit and of units below it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {people} of the {members:person|people} on implementation teams of {unit} and below {people:=sits|sit} on more than
//   {at_most} of them, not counting linking roles and coaches.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], person_teams_max: 3, group_min: 5, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A role of which it is not known whether it links teams, or what kind of role it is, does not count.
MATCH (role:Role {linking: false})-[:ON]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE role.code <> 'coach' AND (unit.scoped OR unit.level = 'state')
  AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
MATCH (role)<-[:HOLDS]-(person:Person)
WITH person, count(DISTINCT team) AS teams, collect(DISTINCT unit) AS units
WHERE teams > $person_teams_max
// The lowest unit that all of the teams' units are part of.
CALL (units) {
  UNWIND units AS unit
  MATCH (unit)-[up:PART_OF*0..4]->(over:Unit)
  WITH units, over, count(DISTINCT unit) AS below, sum(size(up)) AS steps
  WHERE below = size(units)
  RETURN over ORDER BY steps, over.unit_id LIMIT 1
}
WITH over, count(person) AS people
WITH over, people, COUNT {
  MATCH (over)<-[:PART_OF*0..4]-(:Unit)<-[:SERVES]-(team:Team {status: 'active'})<-[:ON]-(:Role)<-[:HOLDS]-(person:Person)
  WHERE any(type IN team.type WHERE type IN $implementation_teams)
  RETURN DISTINCT person
} AS members
WHERE members >= $group_min
RETURN over.unit_id AS unit_id, over.name AS unit, people, $person_teams_max AS at_most, members, [over.unit_id] AS ids,
       coalesce(over.buildings, 0) AS buildings;
