// Writes which units are in scope and how many buildings in scope stand at or below them.
UNWIND range(0, size($unit_id) - 1) AS i
MATCH (unit:Unit {unit_id: $unit_id[i]})
SET unit.scoped = $scoped[i], unit.buildings = $buildings[i];
