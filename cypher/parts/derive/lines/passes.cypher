// Ties lines to the links they pass, counted from the state.
UNWIND range(0, size($line_id) - 1) AS i
MATCH (line:Line {line_id: $line_id[i]})
MATCH (link:Link {link_id: $link_id[i]})
CREATE (line)-[:PASSES {step: $step[i]}]->(link);
