// Periods of links that have another id now: pairs of the old and the new id.
UNWIND $rows AS row
MATCH (period:LinkPeriod {link_id: row[0]})
SET period.link_id = row[1], period.period_id = row[1] + substring(period.period_id, size(row[0]));
