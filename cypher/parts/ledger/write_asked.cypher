// Writes how questions are asked now, and whether they were answered.
UNWIND $rows AS row
MERGE (question:LedgerQuestion {query: row.query})
SET question += row;
