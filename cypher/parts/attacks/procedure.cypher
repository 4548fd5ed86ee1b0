// Calls a procedure.
CALL dbms.listConfig() YIELD name RETURN name;
