// The last statement of a load: makes its as-of date and its counts visible.
OPTIONAL MATCH (other:Load {status: 'published'})
WITH coalesce(max(other.sequence), 0) AS latest
MATCH (load:Load {load_id: $load})
// A load that comes again has changed what it changed then and now.
SET load.touched = CASE WHEN load.sequence IS NULL THEN $touched ELSE load.touched + $touched END
SET load.status = 'published', load.sequence = latest + 1, load.read = $read, load.loaded = $loaded,
    load.quarantined = $quarantined, load.duplicates = $duplicates, load.passed = $passed, load.cells = $cells,
    load.quarantine = $quarantine, load.unmatched = $unmatched
WITH load
UNWIND $batches AS given
MERGE (batch:LoadBatch {batch_id: $load + '|' + given.sheet})
SET batch.load_id = $load, batch.source = $source, batch.as_of = $as_of, batch.sheet = given.sheet,
    batch.read = given.read, batch.loaded = given.loaded, batch.quarantined = given.quarantined,
    batch.duplicates = given.duplicates, batch.passed = given.passed, batch.cells = given.cells;
