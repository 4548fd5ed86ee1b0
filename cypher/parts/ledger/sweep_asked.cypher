// Forgets questions that are no longer asked.
UNWIND $rows AS query
MATCH (question:LedgerQuestion {query: query})
DETACH DELETE question;
