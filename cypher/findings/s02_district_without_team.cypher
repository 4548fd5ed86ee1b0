// id: s02_district_without_team
// rule: S-02
// title: District with building teams and no district team
// question: Which districts have building implementation teams, but no district implementation team?
// kind: finding
// severity: critical
// needs: [links]
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
//   - {name: teams, type: whole, help: "building implementation teams in the district"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true}) RETURN count(u) AS population
//   of: districts
// sentence: >-
//   {unit} has {teams:building implementation team|building implementation teams} and no district implementation team.
//   {buildings:building is|buildings are} below it.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], building_pairs: ['DIT-BIT']}
MATCH (link:Link)-[:OWED_BY]->(district:Unit {level: 'district'})
WHERE link.kind IN $building_pairs
  AND link.no_team IN ['upper', 'both']
  AND NOT EXISTS {
    MATCH (link)-[:UPPER]->(own:Team {status: 'forming'})
    WHERE coalesce(own.planned_start >= $as_of, true)
  }
  AND coalesce(head(COLLECT {
    MATCH way = (district)-[:PART_OF*0..4]->(over:Unit)
    WHERE over.scope_from IS NOT NULL
    RETURN over.scope_from ORDER BY length(way) LIMIT 1
  }) <= $as_of, true)
MATCH (unit:Unit)<-[:OF]-(link)-[:LOWER]->(team:Team {status: 'active'})
WITH district, unit, team
ORDER BY unit.unit_id, team.team_id
WITH district, collect(DISTINCT team.team_id) AS teams, collect(DISTINCT unit.unit_id) AS units
RETURN district.unit_id AS unit_id, district.name AS unit, size(teams) AS teams,
       [district.unit_id] + teams + units AS ids, coalesce(district.buildings, 0) AS buildings;
