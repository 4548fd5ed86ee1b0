// id: t20_team_without_program
// rule: T-20
// title: Teams that no program is on record for
// question: For which implementation teams is no program on record?
// kind: finding
// severity: medium
// needs: [links]
// sheets: [units, teams, team_innovations]
// advice: >-
//   Agree with each of these teams which program it works on, and record it. The team that owes support decides with them.
// source: "Implementation teams are for usable innovations (Active Implementation Hub, Module 3); more than half of the teams with a
//   program on record are a default"
// params:
//   recorded_share: {type: share, default: 0.5, help: "units are reported where more than this share of the teams has a program on record"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: without, type: whole, help: "teams that no program is on record for"}
//   - {name: teams, type: whole, help: "teams that the unit supports"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {unit}: of the {teams} implementation teams that it supports, no program is on record for {without}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], recorded_share: 0.5}
MATCH (link:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
MATCH (link)-[:LOWER]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
WHERE NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT upper, team, unit
WITH upper, team, unit, EXISTS { (team)-[:USES|UPCOMING_USES]->(:Innovation) } AS uses
ORDER BY team.team_id
WITH upper, count(DISTINCT team) AS teams, count(DISTINCT CASE WHEN uses THEN team END) AS recorded,
     collect(CASE
       WHEN NOT uses THEN {team_id: team.team_id, unit_id: unit.unit_id, buildings: coalesce(unit.buildings, 0)}
     END) AS lacking
WHERE size(lacking) > 0 AND toFloat(recorded) / teams > $recorded_share
RETURN upper.unit_id AS unit_id, upper.name AS unit, teams - recorded AS without, teams,
       [upper.unit_id] + [each IN lacking | each.team_id] + [each IN lacking | each.unit_id] AS ids,
       reduce(sum = 0, each IN lacking | sum + each.buildings) AS buildings;
