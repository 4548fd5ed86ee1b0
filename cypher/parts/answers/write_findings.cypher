// Writes findings that are new or changed; other properties stay.
UNWIND $rows AS row
MERGE (finding:Finding {finding_id: row.finding_id})
SET finding += row;
