// Every entry of the ledger, or one finding's.
MATCH (entry:LedgerEntry)
WHERE $finding IS NULL OR entry.finding_id = $finding
RETURN entry.finding_id AS finding_id, entry.query AS query, entry.rule AS rule, entry.key AS key, entry.ids AS ids,
       entry.severity AS severity, entry.sentence AS sentence, entry.buildings AS buildings, entry.status AS status,
       entry.since AS since, entry.open_since AS open_since,
       entry.cause AS cause, entry.first_seen AS first_seen, entry.first_load AS first_load,
       entry.last_seen AS last_seen, entry.last_load AS last_load, entry.asked AS asked, entry.before AS before,
       entry.owner AS owner, entry.due AS due, entry.waived_until AS waived_until, entry.reason AS reason,
       entry.effect AS effect, entry.stood AS stood
ORDER BY finding_id;
