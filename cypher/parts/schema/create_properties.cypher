// Makes property names known to the server before anything carries them, so that it can tell an unknown name from an unused one.
UNWIND $names AS name
CALL db.createProperty(name);
