// Values of some of the server's settings.
// :params {names: ['dbms.memory.transaction.total.max']}
SHOW SETTINGS YIELD name, value
WHERE name IN $names
RETURN name, value;
