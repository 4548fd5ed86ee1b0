// Forgets periods of links that a later load of their date takes back.
UNWIND $rows AS period_id
MATCH (period:LinkPeriod {period_id: period_id})
DELETE period;
