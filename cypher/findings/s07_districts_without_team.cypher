// id: s07_districts_without_team
// rule: S-07
// title: Districts without an implementation team
// question: In which regions do districts in scope have no district implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// repairs: link_ids
// needs: [lines]
// sheets: [units, teams]
// advice: >-
//   Plan the missing teams, or give these districts a start date. The regional implementation team decides; where it is
//   not formed, the state implementation team.
// source: "A regional team supports an effective team in each district of its region (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   district_pairs: {type: texts, default: [RIT-DIT, SIT-DIT], from: profile.district_pairs, help: "kinds of support pairs down to a district"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: owner_id, type: text, key: true, subject: Unit, help: "unit whose team is to see to it"}
//   - {name: unit, type: text}
//   - {name: owner, type: text, help: "the unit whose team is to see to it"}
//   - {name: place, type: text, help: "the region, where another unit is to see to it"}
//   - {name: link_ids, type: texts, help: "the required pairs of these districts, those that cut off most first"}
//   - {name: without, type: whole, help: "districts in scope without a district implementation team"}
//   - {name: in_scope, type: whole, help: "districts in scope"}
//   - {name: covered, type: share, help: "share of districts in scope that have a team or one forming in time"}
//   - {name: cuts_off, type: whole, help: "buildings that the largest of them cuts off today"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link)-[:OWED_BY]->(u:Unit) WHERE l.kind IN $district_pairs RETURN count(DISTINCT u) AS population
//   of: regions
// sentence: >-
//   {owner}: a district implementation team is still to be formed in {without} of {in_scope:district|districts} in scope[ of
//   {place}]. {buildings:building is|buildings are} below {without:=it|them}.
//
// :params {district_pairs: ['RIT-DIT', 'SIT-DIT']}
MATCH (district:Unit)<-[:OF]-(link:Link)-[:OWED_BY]->(unit:Unit)
WHERE link.kind IN $district_pairs AND link.absent IN ['lower', 'both']
MATCH (link)-[:REPAIRED_BY]->(owner:Unit)
WITH unit, owner, district, link,
     EXISTS { (district)<-[:OWED_BY]-(:Link {group: 'support'})-[:LOWER]->(:Team {status: 'active'}) } AS waited_for
ORDER BY coalesce(link.cuts_off, 0) DESC, district.unit_id
WITH unit, owner, collect(district.unit_id) AS lacking, collect(link.link_id) AS link_ids,
     sum(coalesce(district.buildings, 0)) AS buildings, max(coalesce(link.cuts_off, 0)) AS cuts_off,
     collect(CASE WHEN NOT waited_for THEN 'team:' + district.unit_id END) AS alone
WITH unit, owner, lacking, link_ids, buildings, cuts_off, alone, COUNT {
  MATCH (unit)<-[:OWED_BY]-(any:Link)
  WHERE any.kind IN $district_pairs
} AS in_scope
RETURN unit.unit_id AS unit_id, owner.unit_id AS owner_id, unit.name AS unit, owner.name AS owner,
       CASE WHEN owner <> unit THEN unit.name END AS place, link_ids, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, cuts_off, alone AS origins,
       CASE WHEN size(alone) = 0 THEN [id IN lacking | 'team:' + id] ELSE [] END AS follows,
       [unit.unit_id] + lacking AS ids, buildings;
