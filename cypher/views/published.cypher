// id: published
// title: The published load
// question: Which load is shown, as of when?
// kind: view
// columns:
//   - {name: load_id, type: text, key: true, subject: Load}
//   - {name: source, type: text}
//   - {name: as_of, type: date}
//   - {name: derived, type: flag, help: 'Links and lines were derived after this load'}
//   - {name: stamp, type: text, help: 'Changes with every load, derivation and entry in the ledger'}
//
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence DESC, load.as_of DESC
WITH collect(load.load_id)[0] AS load_id, collect(load.source)[0] AS source, max(load.as_of) AS as_of
WHERE load_id IS NOT NULL
RETURN load_id, source, as_of,
       COLLECT { MATCH (done:Derivation {step: 'lines'}) RETURN done.load }[0] = load_id AS derived,
       reduce(said = load_id, step IN COLLECT {
         MATCH (done:Derivation) RETURN done.step + ' ' + coalesce(done.version, '') + ' ' + coalesce(done.load, '')
         ORDER BY done.step
       } + COLLECT {
         MATCH (answer:Answer)
         RETURN answer.query + ' ' + coalesce(answer.version, '') + ' ' + coalesce(answer.load, '') + ' ' + toString(answer.rows)
         ORDER BY answer.query
       } + COLLECT { MATCH (ledger:Ledger) RETURN 'ledger ' + toString(ledger.sequence) } | said + '; ' + step) AS stamp;
