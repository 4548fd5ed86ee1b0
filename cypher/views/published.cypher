// id: published
// title: The published load
// question: Which load is shown, as of when?
// kind: view
// columns:
//   - {name: load_id, type: text, key: true, subject: Load}
//   - {name: source, type: text}
//   - {name: as_of, type: date}
//   - {name: stamp, type: text, help: 'Changes whenever something was loaded or worked out again'}
//
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.as_of DESC, load.sequence DESC LIMIT 1
RETURN load.load_id AS load_id, load.source AS source, load.as_of AS as_of,
       reduce(said = load.load_id, step IN COLLECT {
         MATCH (done:Derivation) RETURN done.step + ' ' + coalesce(done.version, '') + ' ' + coalesce(done.load, '')
         ORDER BY done.step
       } + COLLECT {
         MATCH (answer:Answer)
         RETURN answer.query + ' ' + coalesce(answer.version, '') + ' ' + coalesce(answer.load, '') + ' ' + toString(answer.rows)
         ORDER BY answer.query
       } | said + '; ' + step) AS stamp;
