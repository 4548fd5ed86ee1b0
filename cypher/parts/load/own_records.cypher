// Every node of a graph that holds no facts yet: who writes, and loads that have begun.
MATCH (node)
RETURN labels(node) AS labels, properties(node) AS properties
LIMIT 1000;
