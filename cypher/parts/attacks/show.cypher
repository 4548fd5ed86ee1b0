// Looks at what others run.
SHOW TRANSACTIONS;
