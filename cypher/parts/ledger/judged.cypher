// What decides how links are judged, in the change's own transaction.
MERGE (ledger:Ledger {name: 'links'})
SET ledger.asked = $how;
