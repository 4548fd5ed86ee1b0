// Takes away sets that are no longer asked for.
UNWIND $set_id AS set_id
MATCH (key:KeySet {set_id: set_id})
DETACH DELETE key;
