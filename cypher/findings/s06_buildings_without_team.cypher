// id: s06_buildings_without_team
// rule: S-06
// title: Buildings without an implementation team
// question: In which districts do buildings in scope have no building implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// repairs: link_ids
// needs: [lines]
// sheets: [units, teams]
// advice: >-
//   Plan the missing teams, or give these buildings a start date. The district implementation team decides; where it is
//   not formed, the nearest team above it that works.
// source: "A district team supports an effective team in each building (Active Implementation Hub, Module 3, Topic 1);
//   medium until the district's team is in initial or full implementation (default)"
// params:
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
//   building_pairs: {type: texts, default: [DIT-BIT], from: profile.building_pairs, help: "kinds of support pairs down to a building"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: owner_id, type: text, key: true, subject: Unit, help: "unit whose team is to see to it"}
//   - {name: unit, type: text}
//   - {name: owner, type: text, help: "the unit whose team is to see to it"}
//   - {name: place, type: text, help: "the district, where another unit is to see to it"}
//   - {name: link_ids, type: texts, help: "the required pairs of these buildings, those that cut off most first"}
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
//   {owner}: a building implementation team is still to be formed in {without} of {in_scope:building|buildings} in scope[ of
//   {place}].
//
// :params {district_team: 'DIT', building_pairs: ['DIT-BIT']}
MATCH (building:Unit)<-[:OF]-(link:Link)-[:OWED_BY]->(district:Unit)
WHERE link.kind IN $building_pairs AND link.absent IN ['lower', 'both']
MATCH (link)-[:REPAIRED_BY]->(owner:Unit)
WITH district, owner, link, building
ORDER BY coalesce(link.cuts_off, 0) DESC, building.unit_id
WITH district, owner, collect(building.unit_id) AS lacking, collect(link.link_id) AS link_ids,
     sum(coalesce(link.cuts_off, 0)) AS cuts_off
WITH district, owner, lacking, link_ids, cuts_off, COUNT {
  MATCH (district)<-[:OWED_BY]-(any:Link)
  WHERE any.kind IN $building_pairs
} AS in_scope, COLLECT {
  MATCH (district)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $district_team IN team.type
  RETURN team.stage
} AS stages
WITH district, owner, in_scope, lacking, link_ids, cuts_off,
     head([stage IN ['full', 'initial', 'installation', 'exploration'] WHERE stage IN stages]) AS stage
RETURN district.unit_id AS unit_id, owner.unit_id AS owner_id, district.name AS unit, owner.name AS owner,
       CASE WHEN owner <> district THEN district.name END AS place, link_ids, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, stage,
       CASE WHEN NOT coalesce(stage IN ['full', 'initial'], false) THEN 'medium' END AS severity,
       cuts_off, [id IN lacking | 'team:' + id] AS origins,
       [district.unit_id] + lacking AS ids, size(lacking) AS buildings;
