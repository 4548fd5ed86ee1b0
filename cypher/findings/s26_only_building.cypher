// id: s26_only_building
// rule: S-26
// title: Only building of its district that uses a program
// question: Which buildings are the only ones of their district that use a program?
// kind: finding
// severity: info
// needs: [scope]
// sheets: [units, teams, innovations, team_innovations]
// advice: >-
//   Pair the building with a neighbor that uses it too, or is about to. The district implementation team decides.
// source: "Other schools of the district that use it predict sustaining as strongly as fidelity does (McIntosh et al. 2018, 860
//   schools)"
// params:
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: district, type: text}
//   - {name: innovations, type: texts, help: "programs that no other building of the district uses"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'school', scoped: true})
//     WHERE $building_team IN t.type AND EXISTS { (t)-[:USES]->(:Innovation) }
//     RETURN count(DISTINCT t) AS population
//   of: building teams whose programs are on record
// sentence: >-
//   {district}: of its buildings, only {unit} is on record as using {innovations}.
//
// :params {building_team: 'BIT'}

// "Only" can be said where what every other building team of the district uses is known.
MATCH (district:Unit {level: 'district', scoped: true})<-[:PART_OF*1..3]-(unit:Unit {level: 'school', scoped: true})
MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
WHERE $building_team IN team.type
WITH DISTINCT district, unit, team
WITH district, unit, team,
     COLLECT { MATCH (team)-[:USES]->(known:Innovation) RETURN DISTINCT known.innovation_id } AS known
WITH district, collect([unit, team, known]) AS found
WHERE size(found) > 1 AND none(one IN found WHERE size(one[2]) = 0)
UNWIND found AS one
WITH district, one[0] AS unit, one[1] AS team,
     reduce(others = [], other IN [each IN found WHERE each[0] <> one[0]] | others + other[2]) AS others
WHERE size(others) > 0
MATCH (team)-[uses:USES]->(innovation:Innovation)
WHERE coalesce(uses.stage, 'initial') <> 'exploration' AND NOT innovation.innovation_id IN others
WITH DISTINCT district, unit, team, innovation
ORDER BY innovation.innovation_id
WITH district, unit, team, collect(innovation) AS alone
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, district.name AS district,
       [innovation IN alone | coalesce(innovation.name, innovation.innovation_id)] AS innovations,
       [team.team_id, unit.unit_id, district.unit_id] + [innovation IN alone | innovation.innovation_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
