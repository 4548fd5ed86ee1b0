// A user's own query while it runs, by the mark that its transaction was given.
// :params {mark: ''}
SHOW TRANSACTIONS YIELD transactionId, metaData
WHERE metaData.query = $mark
RETURN transactionId AS id;
