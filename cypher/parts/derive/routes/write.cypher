// Writes by how many routes, no two through the same person, a building's team reaches the state's leaders, now and in
// the period before.
UNWIND range(0, size($line_id) - 1) AS i
MATCH (line:Line {line_id: $line_id[i]})
SET line.routes = $routes[i], line.routes_before = $before[i];
