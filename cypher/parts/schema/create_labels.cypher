// Registers labels before any node has them, so that the server's warnings tell unknown names from unused ones.
UNWIND $names AS name
CALL db.createLabel(name);
