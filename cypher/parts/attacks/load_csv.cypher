// Reads a file of the server.
LOAD CSV FROM 'file:///etc/hostname' AS line RETURN line;
