// Calls a procedure inside an expression.
MATCH (n) WHERE EXISTS { CALL db.labels() YIELD label RETURN label } RETURN count(n) AS n;
