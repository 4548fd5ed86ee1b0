// Names of the constraints and indexes that the database has; a constraint's index has the constraint's name.
SHOW INDEXES YIELD name
RETURN collect(name) AS found;
