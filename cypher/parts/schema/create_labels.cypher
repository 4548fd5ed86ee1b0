// Makes labels known to the server before any node carries them, so that it can tell an unknown name from an unused one.
UNWIND $names AS name
CALL db.createLabel(name);
