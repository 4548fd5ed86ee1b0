// Writes what happened; an event that is written again stays one.
UNWIND $rows AS row
MERGE (event:LedgerEvent {event_id: row.event_id})
SET event += row;
