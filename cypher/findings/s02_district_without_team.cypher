// id: s02_district_without_team
// rule: S-02
// title: District with building teams and no district team
// question: Which districts have building implementation teams, but no district implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// repairs: link_id
// needs: [lines]
// sheets: [units, teams]
// advice: >-
//   Form the district implementation team. The district's leadership decides; the regional implementation team sees
//   to it.
// source: "A regional team supports an effective team in each district of its region (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   building_pairs: {type: texts, default: [DIT-BIT], from: profile.building_pairs, help: "kinds of support pairs down to a building"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: owner, type: text, help: "the unit whose team is to see to it"}
//   - {name: link_id, type: text, subject: Link, help: "the required pair with the team above"}
//   - {name: cuts_off, type: whole, help: "buildings that it cuts off today"}
//   - {name: teams, type: whole, help: "building implementation teams in the district"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true}) RETURN count(u) AS population
//   of: districts
// sentence: >-
//   [{owner}: ]a district implementation team is still to be formed in {unit}. Of its {buildings:building|buildings},
//   {teams} {teams:=has|have} an implementation team that waits for support.
//
// :params {building_pairs: ['DIT-BIT']}
MATCH (link:Link)-[:OWED_BY]->(district:Unit {level: 'district'})
WHERE link.kind IN $building_pairs AND link.absent IN ['upper', 'both']
MATCH (unit:Unit)<-[:OF]-(link)-[:LOWER]->(team:Team {status: 'active'})
WITH district, unit, team
ORDER BY unit.unit_id, team.team_id
WITH district, collect(DISTINCT team.team_id) AS teams, collect(DISTINCT unit.unit_id) AS units
OPTIONAL MATCH (district)<-[:OF]-(own:Link {group: 'support'})-[:REPAIRED_BY]->(owner:Unit)
RETURN district.unit_id AS unit_id, district.name AS unit, owner.name AS owner, own.link_id AS link_id, own.cuts_off AS cuts_off,
       size(teams) AS teams, ['team:' + district.unit_id] AS origins,
       [district.unit_id] + teams + units AS ids, coalesce(district.buildings, 0) AS buildings;
