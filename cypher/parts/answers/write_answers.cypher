// Writes answers that changed.
UNWIND $rows AS row
MERGE (answer:Answer {query: row.query})
SET answer += row;
