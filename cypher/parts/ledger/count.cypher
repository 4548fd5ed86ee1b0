// The number of the last change, in the change's own transaction.
MERGE (ledger:Ledger {name: 'findings'})
SET ledger.sequence = $sequence;
