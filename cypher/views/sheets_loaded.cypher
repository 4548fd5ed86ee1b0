// id: sheets_loaded
// title: What came in
// question: What did the last load of each sheet bring?
// kind: view
// columns:
//   - {name: source, type: text, key: true}
//   - {name: sheet, type: text, key: true}
//   - {name: as_of, type: date}
//   - {name: read, type: whole}
//   - {name: loaded, type: whole}
//   - {name: quarantined, type: whole}
//   - {name: duplicates, type: whole}
//   - {name: cells, type: whole, help: 'cells left out of rows that were loaded'}
//   - {name: load_id, type: text, subject: Load}
//
MATCH (batch:LoadBatch)
MATCH (load:Load {load_id: batch.load_id, status: 'published'})
WITH batch, load ORDER BY load.as_of DESC, load.sequence DESC
WITH batch.source AS source, batch.sheet AS sheet, collect(batch)[0] AS last
RETURN source, sheet, last.as_of AS as_of, last.read AS read, last.loaded AS loaded, last.quarantined AS quarantined,
       last.duplicates AS duplicates, coalesce(last.cells, 0) AS cells, last.load_id AS load_id
ORDER BY source, sheet;
