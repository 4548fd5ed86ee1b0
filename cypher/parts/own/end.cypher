// End transactions.
// :params {ids: []}
TERMINATE TRANSACTIONS $ids YIELD message
RETURN message;
