// Stored findings, worst first.
MATCH (finding:Finding)
WHERE $query IS NULL OR finding.query = $query
RETURN finding.finding_id AS finding_id, finding.query AS query, finding.rule AS rule, finding.ids AS ids,
       finding.key AS key, finding.severity AS severity, finding.buildings AS buildings, finding.sentence AS sentence,
       finding.rank AS rank, coalesce(finding.cause, '') AS cause, finding.content AS content
ORDER BY rank;
