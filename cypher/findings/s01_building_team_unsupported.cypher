// id: s01_building_team_unsupported
// rule: S-01
// title: Building team without district support
// question: Which building implementation teams have no district implementation team supporting them?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   The district names the team that supports this building, or forms one. The region's team owns the step.
// source: Linked implementation teams, Active Implementation Hub, Module 3, Topic 1
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: building_id, type: text, subject: Unit}
//   - {name: building, type: text}
//   - {name: district_id, type: text, subject: Unit}
//   - {name: district, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(u:Unit {level: 'school', scoped: true}) WHERE 'BIT' IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: building teams
// sentence: >-
//   The implementation team of {building}[ in {district}] has no district implementation team supporting it on record.
//
// :params {as_of: date()}
MATCH (team:Team {status: 'active'})-[:SERVES]->(building:Unit {level: 'school', scoped: true})
WHERE 'BIT' IN team.type AND NOT 'DIT' IN team.type
  AND NOT EXISTS {
    MATCH (team)<-[link:SUPPORTS]-(upper:Team {status: 'active'})
    WHERE 'DIT' IN upper.type AND coalesce(link.since <= $as_of, true) AND coalesce(link.until >= $as_of, true)
  }
OPTIONAL MATCH (building)-[:PART_OF]->(district:Unit {level: 'district'})
RETURN team.team_id AS team_id, team.name AS team, building.unit_id AS building_id, building.name AS building,
       district.unit_id AS district_id, district.name AS district,
       [team.team_id, building.unit_id] + CASE WHEN district IS NULL THEN [] ELSE [district.unit_id] END AS ids,
       building.buildings AS buildings;
