// id: ground
// title: What is loaded
// question: What is loaded, as of when, and for which units?
// kind: view
// params:
//   enough: {type: number, default: 0.8, from: profile.coverage_share, help: Share of a team's members whose contacts must be known}
// columns:
//   - {name: load_id, type: text, key: true, subject: Load}
//   - {name: source, type: text}
//   - {name: as_of, type: date}
//   - {name: stamp, type: text, help: 'Changes whenever something was loaded or worked out again'}
//   - {name: sheets, type: texts}
//   - {name: state_id, type: text, subject: Unit}
//   - {name: buildings, type: whole}
//   - {name: all_buildings, type: whole}
//   - {name: scope_given, type: flag}
//   - {name: derived, type: flag}
//   - {name: coverage, type: share, help: 'Teams whose contact records were received'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], enough: 0.8}
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.as_of DESC, load.sequence DESC LIMIT 1
OPTIONAL MATCH (state:Unit {level: 'state'})
RETURN load.load_id AS load_id, load.source AS source, load.as_of AS as_of,
       reduce(said = load.load_id, step IN COLLECT {
         MATCH (done:Derivation) RETURN done.step + ' ' + coalesce(done.version, '') + ' ' + coalesce(done.load, '')
         ORDER BY done.step
       } | said + '; ' + step) AS stamp,
       COLLECT {
         MATCH (batch:LoadBatch) MATCH (:Load {load_id: batch.load_id, status: 'published'})
         RETURN DISTINCT batch.sheet ORDER BY batch.sheet
       } AS sheets,
       state.unit_id AS state_id,
       COUNT { (building:Unit {level: 'school', scoped: true}) } AS buildings,
       COUNT {
         MATCH (building:Unit {level: 'school'})
         WHERE coalesce(building.opened <= $as_of, true) AND coalesce(building.closed > $as_of, true)
       } AS all_buildings,
       EXISTS { MATCH (unit:Unit) WHERE unit.in_scope IS NOT NULL } AS scope_given,
       EXISTS { MATCH (link:Link) } AS derived,
       COLLECT {
         MATCH (team:Team {status: 'active'}) WHERE team.covered IS NOT NULL
         RETURN toFloat(count(CASE WHEN team.covered >= $enough THEN 1 END)) / count(*)
       }[0] AS coverage;
