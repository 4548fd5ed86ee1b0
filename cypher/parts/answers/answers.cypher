// Stored answers.
MATCH (answer:Answer)
WHERE $query IS NULL OR answer.query = $query
RETURN answer.query AS query, answer.rule AS rule, answer.title AS title, answer.kind AS kind,
       answer.version AS version, answer.load AS load, answer.as_of AS as_of, answer.evaluable AS evaluable,
       answer.missing AS missing, answer.rows AS rows, answer.population AS population,
       coalesce(answer.basis, '') AS basis, answer.content AS content;
