// id: measured
// title: Buildings that measured fidelity
// question: How many connected buildings measured whether teachers are supported as planned?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
//   term_days: {type: whole, default: 120, help: Days that count as this term}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: measured, type: whole, help: 'Connected buildings only'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], unit: null, term_days: 120}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
OPTIONAL MATCH (top)<-[:PART_OF*0..4]-(building:Unit)<-[:OF]-(:Line {state: 'connected'})
WHERE EXISTS {
  MATCH (building)<-[:SERVES]-(team:Team {status: 'active'})-[used:USES]->(:Innovation)
  WHERE team.kind = 'implementation' AND used.fidelity_measured_on <= $as_of
    AND used.fidelity_measured_on > $as_of - duration({days: $term_days})
}
RETURN top.unit_id AS unit_id, count(DISTINCT building) AS measured;
