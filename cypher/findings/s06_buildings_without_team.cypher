// id: s06_buildings_without_team
// rule: S-06
// title: Buildings without an implementation team
// question: In which districts do buildings in scope have no building implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// needs: [lines]
// sheets: [units, teams]
// advice: >-
//   Plan the missing teams, or give these buildings a start date. The district implementation team decides; where it is
//   not formed, the team above it.
// source: "A district team supports an effective team in each building (Active Implementation Hub, Module 3, Topic 1);
//   medium until the district's team is in initial or full implementation (default)"
// params:
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
//   building_pairs: {type: texts, default: [DIT-BIT], from: profile.building_pairs, help: "kinds of support pairs down to a building"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: without, type: whole, help: "buildings in scope without a building implementation team"}
//   - {name: in_scope, type: whole, help: "buildings in scope"}
//   - {name: covered, type: share, help: "share of buildings in scope that have a team or one forming in time"}
//   - {name: stage, type: text, help: "stage of the district's implementation team"}
//   - {name: severity, type: text, help: "medium unless the stage is initial or full; else by the buildings cut off"}
//   - {name: cuts_off, type: whole, help: "buildings cut off today because they have no team"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true}) RETURN count(u) AS population
//   of: districts
// sentence: >-
//   {without} of {in_scope:building|buildings} in scope in {unit} {without:=has|have} no building implementation team.
//
// :params {district_team: 'DIT', building_pairs: ['DIT-BIT']}
MATCH (building:Unit)<-[:OF]-(link:Link)-[:OWED_BY]->(district:Unit)
WHERE link.kind IN $building_pairs
WITH district, link, building,
     coalesce(link.absent IN ['lower', 'both'], false) AS lacks
ORDER BY building.unit_id
WITH district, count(building) AS in_scope, collect(CASE WHEN lacks THEN building.unit_id END) AS lacking,
     sum(CASE WHEN lacks THEN coalesce(link.cuts_off, 0) ELSE 0 END) AS cuts_off
WHERE size(lacking) > 0
WITH district, in_scope, lacking, cuts_off, COLLECT {
  MATCH (district)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $district_team IN team.type
  RETURN team.stage
} AS stages
WITH district, in_scope, lacking, cuts_off,
     head([stage IN ['full', 'initial', 'installation', 'exploration'] WHERE stage IN stages]) AS stage
RETURN district.unit_id AS unit_id, district.name AS unit, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, stage,
       CASE WHEN NOT coalesce(stage IN ['full', 'initial'], false) THEN 'medium' END AS severity,
       cuts_off, [id IN lacking | 'team:' + id] AS origins,
       [district.unit_id] + lacking AS ids, size(lacking) AS buildings;
