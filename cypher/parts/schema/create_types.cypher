// Registers relationship types before any relationship has them, so that the server's warnings tell unknown names from unused ones.
UNWIND $names AS name
CALL db.createRelationshipType(name);
