// Runs for hours, as only the server can tell.
UNWIND range(1, toInteger(1e12)) AS x RETURN sum(x) AS n;
