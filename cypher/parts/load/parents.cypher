// Every unit with the unit it is part of.
MATCH (unit:Unit)-[:PART_OF]->(parent:Unit)
RETURN unit.unit_id AS unit_id, parent.unit_id AS parent_id
ORDER BY unit_id, parent_id;
