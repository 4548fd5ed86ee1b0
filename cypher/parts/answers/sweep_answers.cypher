// Removes answers of queries that no longer exist.
UNWIND $queries AS query
MATCH (answer:Answer {query: query})
DETACH DELETE answer;
