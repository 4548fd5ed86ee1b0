// The number of the last change of the ledger and of a load, and how each question was asked last.
OPTIONAL MATCH (ledger:Ledger {name: 'findings'})
RETURN coalesce(ledger.sequence, 0) AS sequence,
       COLLECT { MATCH (load:Load {load_id: $load}) RETURN load.sequence }[0] AS number,
       COLLECT { MATCH (question:LedgerQuestion) RETURN [question.query, question.asked, question.answered] } AS asked;
