// id: sheets_of_load
// title: Sheets of a load
// question: What did each sheet of a load bring?
// kind: view
// params:
//   load: {type: text, default: null, help: Id of the load}
// columns:
//   - {name: sheet, type: text, key: true}
//   - {name: read, type: whole}
//   - {name: loaded, type: whole}
//   - {name: quarantined, type: whole}
//   - {name: duplicates, type: whole}
//   - {name: passed, type: whole, help: 'rows that the mapping passes over'}
//   - {name: cells, type: whole, help: 'cells left out of rows that were loaded'}
//
// :params {load: null}
MATCH (:Load {load_id: $load, status: 'published'})
MATCH (batch:LoadBatch {load_id: $load})
RETURN batch.sheet AS sheet, batch.read AS read, batch.loaded AS loaded, batch.quarantined AS quarantined,
       batch.duplicates AS duplicates, coalesce(batch.passed, 0) AS passed, coalesce(batch.cells, 0) AS cells
ORDER BY sheet;
