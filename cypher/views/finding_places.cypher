// id: finding_places
// title: Where each finding is shown
// question: Which unit and which region does each finding of the last load belong to?
// kind: view
// columns:
//   - {name: finding_id, type: text, key: true, subject: Finding}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: region_id, type: text, subject: Unit}
//   - {name: region, type: text}
//   - {name: office, type: flag, help: 'It is about an office, which the drawing does not show'}
//
MATCH (finding:Finding)
WITH finding, split(coalesce(finding.key, ''), '|') AS keys, ['state', 'region', 'district', 'school'] AS levels
// The unit that it is about: a unit, the lower end of a link, or where a team or role works, as its key says.
WITH finding, levels, COLLECT {
  MATCH (unit:Unit) WHERE unit.unit_id IN keys AND unit.level IN levels RETURN unit
  UNION MATCH (link:Link)-[:OF]->(unit:Unit) WHERE link.link_id IN keys RETURN unit
  UNION MATCH (team:Team)-[:SERVES]->(unit:Unit) WHERE team.team_id IN keys AND unit.level IN levels RETURN unit
  UNION MATCH (role:Role)-[:AT|ON|SERVES*1..2]->(unit:Unit) WHERE role.role_id IN keys AND unit.level IN levels RETURN unit
} AS about,
COLLECT { MATCH (unit:Unit) WHERE unit.unit_id IN finding.ids AND unit.level IN levels RETURN unit } AS named,
COLLECT {
  MATCH (team:Team)-[:SERVES]->(unit:Unit) WHERE team.team_id IN finding.ids AND unit.level IN levels RETURN unit
  UNION MATCH (role:Role)-[:AT|ON|SERVES*1..2]->(unit:Unit) WHERE role.role_id IN finding.ids AND unit.level IN levels RETURN unit
} AS placed
WITH finding, CASE WHEN about <> [] THEN about WHEN named <> [] THEN named ELSE placed END AS about,
     CASE WHEN named <> [] THEN named ELSE placed END AS named
CALL (about, named) {
  UNWIND CASE WHEN about = [] THEN [null] ELSE about END AS one
  WITH one, named ORDER BY CASE one.level WHEN 'school' THEN 0 WHEN 'district' THEN 1 WHEN 'region' THEN 2 ELSE 3 END,
    coalesce(one.buildings, 0), one.unit_id LIMIT 1
  // Units above it are told with it; others are as much a part of it, and it is shown where all of them are.
  OPTIONAL MATCH way = (one)-[:PART_OF*0..4]->(over:Unit)
  WHERE all(unit IN named WHERE EXISTS { MATCH (unit)-[:PART_OF*0..4]->(over) })
  WITH one, named, over ORDER BY length(way) LIMIT 1
  WITH one, over, all(unit IN named WHERE EXISTS { MATCH (one)-[:PART_OF*0..4]->(unit) }) AS alone
  WITH CASE WHEN alone OR over IS NULL THEN one ELSE over END AS unit
  OPTIONAL MATCH (unit)-[:PART_OF*0..4]->(region:Unit {level: 'region'})
  RETURN unit.unit_id AS unit_id, region.unit_id AS region_id, region.name AS region LIMIT 1
}
RETURN finding.finding_id AS finding_id, unit_id, region_id, region,
       EXISTS { MATCH (office:Unit {level: 'office'}) WHERE office.unit_id IN finding.ids } AS office
ORDER BY finding_id;
