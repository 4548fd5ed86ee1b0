// Every unit with the unit it is part of. Two sources may name two parents: the first by id, so that the answer stays.
MATCH (unit:Unit)
OPTIONAL MATCH (unit)-[:PART_OF]->(parent:Unit)
WITH unit, min(parent.unit_id) AS parent
RETURN collect([unit.unit_id, unit.level, parent, unit.in_scope, unit.scope_from, unit.opened, unit.closed,
                unit.staff_fte]) AS found;
