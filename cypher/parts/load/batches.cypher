// What each published load brought, sheet by sheet.
MATCH (batch:LoadBatch)
MATCH (load:Load {load_id: batch.load_id, status: 'published'})
RETURN batch.load_id AS load_id, batch.source AS source, batch.sheet AS sheet, batch.as_of AS as_of,
       batch.read AS read, batch.loaded AS loaded, batch.quarantined AS quarantined, batch.duplicates AS duplicates,
       coalesce(batch.passed, 0) AS passed, coalesce(batch.cells, 0) AS cells
ORDER BY load.sequence, batch.sheet;
