// id: s06_buildings_without_team
// rule: S-06
// title: Buildings without an implementation team
// question: In which districts do buildings in scope have no building implementation team?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Plan the missing building teams, or take the building out of scope. The district implementation team decides.
// source: "A district team supports an effective team in each building (Active Implementation Hub, Module 3, Topic 1);
//   medium until the district's team is in initial or full implementation (default)"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: without, type: whole, help: buildings in scope without a building implementation team}
//   - {name: in_scope, type: whole, help: buildings in scope}
//   - {name: covered, type: share, help: share of buildings in scope that have a team or one forming in time}
//   - {name: stage, type: text, help: stage of the district's implementation team}
//   - {name: severity, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true}) RETURN count(u) AS population
//   of: districts
// sentence: >-
//   {without} of {in_scope:building|buildings} in scope in {unit} {without:=has|have} no building implementation team.
MATCH (district:Unit {level: 'district', scoped: true})<-[:PART_OF*1..3]-(building:Unit {level: 'school', scoped: true})
WITH district, building,
     coalesce(building.scope_from <= $as_of, true) AND NOT EXISTS {
       MATCH (building)<-[:SERVES]-(own:Team)
       WHERE 'BIT' IN own.type
         AND (own.status = 'active' OR own.status = 'forming' AND coalesce(own.planned_start >= $as_of, true))
     } AND NOT EXISTS {
       MATCH (district)<-[:SERVES]-(combined:Team {status: 'active'})
       WHERE 'BIT' IN combined.type AND 'DIT' IN combined.type
     } AS lacks
ORDER BY building.unit_id
WITH district, count(building) AS in_scope, collect(CASE WHEN lacks THEN building.unit_id END) AS lacking
WHERE size(lacking) > 0
OPTIONAL MATCH (district)<-[:SERVES]-(team:Team {status: 'active'})
WHERE 'DIT' IN team.type
WITH district, in_scope, lacking, collect(team.stage) AS stages
WITH district, in_scope, lacking,
     head([stage IN ['full', 'initial', 'installation', 'exploration'] WHERE stage IN stages]) AS stage
RETURN district.unit_id AS unit_id, district.name AS unit, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, stage,
       CASE WHEN stage IN ['full', 'initial'] THEN 'high' ELSE 'medium' END AS severity,
       [district.unit_id] + lacking AS ids, size(lacking) AS buildings;
