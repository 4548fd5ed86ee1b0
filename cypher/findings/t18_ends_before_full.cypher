// id: t18_ends_before_full
// rule: T-18
// title: Responsibility ends before full implementation
// question: On which teams does everyone who ensures implementation have an end on record before full implementation?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams, roles, assignments, team_innovations]
// advice: >-
//   Extend one of these assignments, or name who follows and introduce them in time. The team's leadership decides.
// source: "Full implementation takes years (Fixsen et al. 2005), and teams are there to reach it; six months ahead are a default"
// params:
//   succession_months: {type: whole, default: 6, from: profile.succession_months, help: "months ahead for which an end on record is reported"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: programs, type: texts, help: "programs of the team that are not in full implementation"}
//   - {name: day, type: date, help: "day on which the last of these assignments ends"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   On {team}, the assignments of all who ensure implementation end by {day}, before full implementation of {programs}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], succession_months: 6, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// Where most assignments of a source have an end, they are made by the year, and an end tells nothing.
MATCH (:Person)-[any:HOLDS]->(:Role)
WITH coalesce(any.source, '') AS source, count(*) AS said, count(any.until) AS ending
WITH [each IN collect(CASE WHEN ending * 2 > said THEN source END) | each] AS yearly
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT yearly, team, unit
MATCH (team)<-[:ON]-(role:Role {function: 'ensure_implementation'})
WITH yearly, team, unit, collect(role) AS roles
WHERE NOT any(role IN roles WHERE EXISTS { (role)<-[:UPCOMING_HOLDS]-(:Person) })
UNWIND roles AS role
MATCH (role)<-[held:HOLDS]-(person:Person)
WITH team, unit, coalesce(held.source, '') IN yearly AS usual,
     CASE WHEN person.left IS NULL OR held.until <= person.left THEN held.until ELSE person.left END AS end
WITH team, unit, count(*) AS holders, count(CASE WHEN NOT usual THEN end END) AS ends, max(end) AS day
WHERE ends = holders AND day <= $as_of + duration({months: $succession_months})
CALL (team) {
  MATCH (team)-[uses:USES]->(innovation:Innovation)
  WITH innovation, uses ORDER BY coalesce(uses.as_of, uses.since, uses.stated) DESC
  WITH innovation, collect(uses)[0] AS latest
  WITH innovation.name AS program, latest.stage AS stage ORDER BY program
  RETURN collect(CASE WHEN stage <> 'full' THEN program END) AS programs, count(CASE WHEN stage = 'full' THEN 1 END) AS full
}
WITH team, unit, day, programs, full
WHERE size(programs) > 0 AND full = 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, programs, day,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
