// id: findings_kept
// title: Findings worked out after the last load
// question: What was found after the last load, and in which region?
// kind: view
// columns:
//   - {name: finding_id, type: text, key: true, subject: Finding}
//   - {name: query, type: text}
//   - {name: rule, type: text}
//   - {name: severity, type: text}
//   - {name: sentence, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
//   - {name: place, type: whole, help: 'Place among the findings of its query'}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: region_id, type: text, subject: Unit}
//   - {name: region, type: text}
//
MATCH (finding:Finding)
CALL (finding) {
  OPTIONAL MATCH (unit:Unit)
  WHERE unit.unit_id IN finding.ids AND unit.level IN ['state', 'region', 'district', 'school']
  WITH unit ORDER BY coalesce(unit.buildings, 0), unit.unit_id LIMIT 1
  OPTIONAL MATCH (unit)-[:PART_OF*0..4]->(region:Unit {level: 'region'})
  RETURN unit.unit_id AS unit_id, region.unit_id AS region_id, region.name AS region LIMIT 1
}
RETURN finding.finding_id AS finding_id, finding.query AS query, finding.rule AS rule, finding.severity AS severity,
       finding.sentence AS sentence, coalesce(finding.ids, []) AS ids, coalesce(finding.buildings, 0) AS buildings,
       finding.rank AS place, unit_id, region_id, region
ORDER BY query, place, finding_id;
