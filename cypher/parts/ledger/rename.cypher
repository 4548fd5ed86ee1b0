// Entries whose query has another name now, with their events: pairs of the old and the new id.
UNWIND $rows AS row
MATCH (entry:LedgerEntry {finding_id: row[0]})
SET entry.finding_id = row[1]
WITH row
MATCH (event:LedgerEvent {finding_id: row[0]})
SET event.finding_id = row[1];
