// id: s07_districts_without_team
// rule: S-07
// title: Districts without an implementation team
// question: In which regions do districts in scope have no district implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// needs: [lines]
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
//   {without} of {in_scope:district|districts} in scope in {unit} {without:=has|have} no district implementation team.
//   {buildings:building is|buildings are} below {without:=it|them}.
//
// :params {district_pairs: ['RIT-DIT', 'SIT-DIT']}
MATCH (district:Unit)<-[:OF]-(link:Link)-[:OWED_BY]->(unit:Unit)
WHERE link.kind IN $district_pairs
WITH unit, district, link,
     coalesce(link.absent IN ['lower', 'both'], false) AS lacks,
     EXISTS { (district)<-[:OWED_BY]-(:Link {group: 'support'})-[:LOWER]->(:Team {status: 'active'}) } AS waited_for
ORDER BY district.unit_id
WITH unit, count(district) AS in_scope, collect(CASE WHEN lacks THEN district.unit_id END) AS lacking,
     sum(CASE WHEN lacks THEN coalesce(district.buildings, 0) ELSE 0 END) AS buildings,
     max(CASE WHEN lacks THEN coalesce(link.cuts_off, 0) ELSE 0 END) AS cuts_off,
     collect(CASE WHEN lacks AND NOT waited_for THEN 'team:' + district.unit_id END) AS alone
WHERE size(lacking) > 0
RETURN unit.unit_id AS unit_id, unit.name AS unit, size(lacking) AS without, in_scope,
       1 - toFloat(size(lacking)) / in_scope AS covered, cuts_off, alone AS origins,
       CASE WHEN size(alone) = 0 THEN [id IN lacking | 'team:' + id] ELSE [] END AS follows, [unit.unit_id] + lacking AS ids, buildings;
