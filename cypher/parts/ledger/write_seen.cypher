// Entries that were found again as they were.
UNWIND $rows AS row
MATCH (entry:LedgerEntry {finding_id: row.finding_id})
SET entry.last_seen = row.last_seen, entry.last_load = row.last_load;
