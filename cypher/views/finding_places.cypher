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
WITH finding, COLLECT {
  MATCH (unit:Unit)
  WHERE unit.unit_id IN finding.ids AND unit.level IN ['state', 'region', 'district', 'school']
  RETURN unit ORDER BY coalesce(unit.buildings, 0), unit.unit_id LIMIT 1
}[0] AS named
// Findings that name only roles or teams are shown at their unit.
CALL (finding, named) {
  WITH named, CASE WHEN named IS NULL THEN finding.ids ELSE [] END AS ids
  OPTIONAL MATCH (role:Role)-[:AT|ON|SERVES*1..2]->(place:Unit)
  WHERE role.role_id IN ids AND place.level IN ['state', 'region', 'district', 'school']
  WITH named, ids, place ORDER BY coalesce(place.buildings, 0), place.unit_id LIMIT 1
  OPTIONAL MATCH (team:Team)-[:SERVES]->(served:Unit)
  WHERE team.team_id IN ids AND served.level IN ['state', 'region', 'district', 'school']
  WITH coalesce(named, place, served) AS unit ORDER BY coalesce(unit.buildings, 0), unit.unit_id LIMIT 1
  OPTIONAL MATCH (unit)-[:PART_OF*0..4]->(region:Unit {level: 'region'})
  RETURN unit.unit_id AS unit_id, region.unit_id AS region_id, region.name AS region LIMIT 1
}
RETURN finding.finding_id AS finding_id, unit_id, region_id, region,
       EXISTS { MATCH (office:Unit {level: 'office'}) WHERE office.unit_id IN finding.ids } AS office
ORDER BY finding_id;
