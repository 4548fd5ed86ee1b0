// id: s07_districts_without_team
// rule: S-07
// title: Districts without an implementation team
// question: In which regions do districts in scope have no district implementation team?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams]
// advice: >-
//   Plan the missing teams, or give these districts a start date. The regional implementation team decides.
// source: "A regional team supports an effective team in each district of its region (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   district_pairs: {type: texts, default: [RIT-DIT, SIT-DIT], from: profile.district_pairs, help: "kinds of support pairs down to a district"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: without, type: whole, help: "districts in scope without a district implementation team"}
//   - {name: in_scope, type: whole, help: "districts in scope"}
//   - {name: covered, type: share, help: "share of districts in scope that have a team or one forming in time"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link)-[:OWED_BY]->(u:Unit) WHERE l.kind IN $district_pairs RETURN count(DISTINCT u) AS population
//   of: regions
// sentence: >-
//   {without} of {in_scope:district|districts} in scope in {unit} {without:=has|have} no district implementation team.
//   {buildings:building is|buildings are} below {without:=it|them}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], district_pairs: ['RIT-DIT', 'SIT-DIT']}
MATCH (district:Unit)<-[:OF]-(link:Link)-[:OWED_BY]->(unit:Unit)
WHERE link.kind IN $district_pairs
WITH unit, district,
     link.no_team IN ['lower', 'both']
       AND NOT EXISTS {
         MATCH (link)-[:LOWER]->(own:Team {status: 'forming'})
         WHERE coalesce(own.planned_start >= $as_of, true)
       }
       AND coalesce(head(COLLECT {
         MATCH way = (district)-[:PART_OF*0..4]->(over:Unit)
         WHERE over.scope_from IS NOT NULL
         RETURN over.scope_from ORDER BY length(way) LIMIT 1
       }) <= $as_of, true) AS lacks
ORDER BY district.unit_id
WITH unit, count(district) AS in_scope, collect(CASE WHEN lacks THEN district.unit_id END) AS lacking,
     sum(CASE WHEN lacks THEN coalesce(district.buildings, 0) ELSE 0 END) AS buildings
WHERE size(lacking) > 0
RETURN unit.unit_id AS unit_id, unit.name AS unit, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, [unit.unit_id] + lacking AS ids, buildings;
