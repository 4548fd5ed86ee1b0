// Ids of findings that begin so; the id itself stands alone.
MATCH (entry:LedgerEntry)
WHERE entry.finding_id STARTS WITH $letters
RETURN entry.finding_id AS finding_id
ORDER BY finding_id
LIMIT $most;
