// id: load_context
// title: What is loaded
// question: What is loaded, and for which units?
// kind: view
// params:
//   enough: {type: share, default: 0.8, from: profile.coverage_share, help: Share of a team's members whose contacts must be known}
// columns:
//   - {name: state_id, type: text, key: true, subject: Unit}
//   - {name: sheets, type: texts}
//   - {name: sources, type: texts}
//   - {name: buildings, type: whole, help: 'In scope; like all counts of buildings, of those that are part of the state'}
//   - {name: all_buildings, type: whole, help: 'Open, in scope or not'}
//   - {name: unplaced, type: whole, help: 'Open buildings that are part of no state on record, and so are counted nowhere'}
//   - {name: scope_given, type: flag}
//   - {name: coverage, type: share, help: 'Active teams whose contact records were received'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], enough: 0.8}
OPTIONAL MATCH (state:Unit {level: 'state'})
CALL () {
  MATCH (building:Unit {level: 'school'})
  WHERE coalesce(building.opened <= $as_of, true) AND coalesce(building.closed > $as_of, true)
  // Without any state, nothing could be part of one: then all count.
  WITH building, NOT EXISTS { (:Unit {level: 'state'}) } OR EXISTS { (building)-[:PART_OF*1..6]->(:Unit {level: 'state'}) } AS placed
  RETURN count(CASE WHEN placed AND building.scoped THEN 1 END) AS buildings, count(CASE WHEN placed THEN 1 END) AS all_buildings,
         count(CASE WHEN NOT placed THEN 1 END) AS unplaced
}
RETURN state.unit_id AS state_id,
       COLLECT {
         MATCH (batch:LoadBatch) MATCH (:Load {load_id: batch.load_id, status: 'published'})
         RETURN DISTINCT batch.sheet ORDER BY batch.sheet
       } AS sheets,
       COLLECT { MATCH (load:Load {status: 'published'}) RETURN DISTINCT load.source ORDER BY load.source } AS sources,
       buildings, all_buildings, unplaced,
       EXISTS { MATCH (unit:Unit) WHERE unit.in_scope IS NOT NULL } AS scope_given,
       COLLECT {
         MATCH (team:Team {status: 'active'}) WHERE team.covered IS NOT NULL
         WITH count(*) AS teams, count(CASE WHEN team.covered >= $enough THEN 1 END) AS covered
         RETURN CASE WHEN teams > 0 THEN toFloat(covered) / teams END
       }[0] AS coverage;
