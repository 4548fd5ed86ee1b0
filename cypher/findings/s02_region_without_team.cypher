// id: s02_region_without_team
// rule: S-02
// title: Region without a regional team
// question: Which regions in scope have no regional implementation team?
// kind: finding
// severity: high
// effect: cuts_off
// repairs: link_id
// needs: [lines]
// sheets: [units, teams]
// advice: >-
//   Form the regional implementation team. The State Management Team decides; the state implementation team sees to it.
// source: "The state implementation team forms, develops and supports the regional teams (Active Implementation Hub,
//   Module 3, Topic 1)"
// params:
//   region_team: {type: text, default: RIT, from: profile.region_team, help: "type of a region's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: owner, type: text, help: "the unit whose team is to see to it"}
//   - {name: link_id, type: text, subject: Link, help: "the required pair with the team above"}
//   - {name: cuts_off, type: whole, help: "buildings that it cuts off today"}
//   - {name: teams, type: whole, help: "implementation teams one level below that wait for it"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'region', scoped: true}) WHERE $region_team IS NOT NULL RETURN count(u) AS population
//   of: regions
// sentence: >-
//   {owner}: a regional implementation team is still to be formed for {unit}. {teams:implementation team
//   waits|implementation teams wait} for its support, and {buildings:building is|buildings are} below it.
//
// :params {region_team: 'RIT'}
MATCH (unit:Unit {level: 'region'})<-[:OF]-(link:Link {group: 'support'})-[:REPAIRED_BY]->(owner:Unit)
WHERE link.absent IN ['lower', 'both'] AND $region_team IS NOT NULL
WITH unit, link, owner, COLLECT {
  MATCH (unit)<-[:OWED_BY]-(:Link {group: 'support'})-[:LOWER]->(team:Team {status: 'active'})
  RETURN DISTINCT team.team_id AS id ORDER BY id
} AS teams
RETURN unit.unit_id AS unit_id, unit.name AS unit, owner.name AS owner, link.link_id AS link_id, link.cuts_off AS cuts_off,
       size(teams) AS teams, ['team:' + unit.unit_id] AS origins, [unit.unit_id] + teams AS ids,
       coalesce(unit.buildings, 0) AS buildings;
