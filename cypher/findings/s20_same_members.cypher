// id: s20_same_members
// rule: S-20
// title: Two teams with nearly the same members
// question: In which units do two implementation teams have nearly the same members?
// kind: finding
// severity: medium
// needs: [scope, members]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Consider one team with both tasks, or a purpose of its own for each. The leadership of the unit decides.
// source: "Existing teams can be repurposed instead of adding new ones (Active Implementation Hub, Module 3); the share is a
//   default"
// params:
//   overlap_share: {type: share, default: 0.6, from: profile.overlap_share, help: "share of shared members at which two teams count as one"}
//   core_min_legacy: {type: whole, default: 3, from: profile.core_min_legacy, help: "smaller teams are not compared"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_a, type: text, key: true, subject: Team}
//   - {name: team_b, type: text, key: true, subject: Team}
//   - {name: name_a, type: text}
//   - {name: name_b, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: shared, type: whole, help: "people on both teams"}
//   - {name: people, type: whole, help: "people on either team"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {name_a} and {name_b} have {shared} of {people:person|people} in common.
//
// :params {overlap_share: 0.6, core_min_legacy: 3, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND (team.kind = 'implementation' OR any(type IN team.type WHERE type IN $implementation_teams))
WITH DISTINCT unit, team
ORDER BY team.team_id
WITH unit, collect(team) AS teams
WHERE size(teams) > 1
UNWIND range(0, size(teams) - 2) AS at
UNWIND teams[at + 1..] AS other
WITH unit, teams[at] AS team, other
WITH unit, team, other,
     COLLECT { MATCH (person:Person)-[:MEMBER_OF]->(team:Team) RETURN DISTINCT person.person_id } AS here,
     COLLECT { MATCH (person:Person)-[:MEMBER_OF]->(other:Team) RETURN DISTINCT person.person_id } AS there
WITH unit, team, other, size(here) AS here, size(there) AS there, size([id IN here WHERE id IN there]) AS shared
WITH unit, team, other, here, there, shared, here + there - shared AS people
WHERE here >= $core_min_legacy AND there >= $core_min_legacy
  AND round(toFloat(shared) / people, 4) >= $overlap_share
RETURN team.team_id AS team_a, other.team_id AS team_b, team.name AS name_a, other.name AS name_b,
       unit.unit_id AS unit_id, unit.name AS unit, shared, people,
       [team.team_id, other.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
