// id: loop_board
// title: Required pairs by state
// question: How many required pairs of each kind are in each state?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: kind, type: text, key: true}
//   - {name: shown, type: text, key: true, help: 'State of the link; no_team if it is missing because a team is'}
//   - {name: pairs, type: whole}
//
// :params {unit: null}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
MATCH (top)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(link:Link)
RETURN link.kind AS kind, CASE WHEN link.state = 'missing' AND link.no_team IS NOT NULL THEN 'no_team' ELSE link.state END AS shown,
       count(*) AS pairs
ORDER BY kind, shown;
