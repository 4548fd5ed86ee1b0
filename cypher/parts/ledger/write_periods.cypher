// Writes periods of links that begin, end, or go on after all.
UNWIND $rows AS row
MERGE (period:LinkPeriod {period_id: row.period_id})
SET period += row;
