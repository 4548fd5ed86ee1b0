// Writes lines that are new or changed.
UNWIND range(0, size($line_id) - 1) AS i
MATCH (building:Unit {unit_id: $line_id[i]})
MERGE (line:Line {line_id: $line_id[i]})
SET line.state = $state[i], line.both_ways = $both_ways[i], line.weak = $weak[i], line.engaged = $engaged[i],
    line.in_place = $in_place[i], line.reaches = $reaches[i]
CREATE (line)-[:OF]->(building);
