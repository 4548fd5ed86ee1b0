// Ends what others run.
TERMINATE TRANSACTIONS 'neo4j-transaction-1';
