// Ties new figures to their units.
UNWIND range(0, size($silo_id) - 1) AS i
MATCH (silo:Silo {silo_id: $silo_id[i]})
MATCH (unit:Unit {unit_id: $of[i]})
MERGE (silo)-[:OF]->(unit);
