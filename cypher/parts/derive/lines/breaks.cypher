// Ties lines to the first gap from the state down.
UNWIND range(0, size($line_id) - 1) AS i
MATCH (line:Line {line_id: $line_id[i]})
MATCH (link:Link {link_id: $link_id[i]})
CREATE (line)-[:BREAKS_AT]->(link);
