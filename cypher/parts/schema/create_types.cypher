// Makes relationship types known to the server before any relationship has them, so that it can tell an unknown name from an unused one.
UNWIND $names AS name
CALL db.createRelationshipType(name);
