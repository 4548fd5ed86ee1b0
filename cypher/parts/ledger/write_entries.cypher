// Writes entries that are new or changed.
UNWIND $rows AS row
MERGE (entry:LedgerEntry {finding_id: row.finding_id})
SET entry += row;
