// Writes findings that are new or changed; what the ledger keeps beside them stays.
UNWIND $rows AS row
MERGE (finding:Finding {finding_id: row.finding_id})
SET finding += row;
