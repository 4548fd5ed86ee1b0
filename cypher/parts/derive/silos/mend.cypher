// Writes which links would mend which unit.
UNWIND range(0, size($silo_id) - 1) AS i
MATCH (silo:Silo {silo_id: $silo_id[i]})
MATCH (unit:Unit {unit_id: $unit_id[i]})
CREATE (silo)-[:MEND {place: $place[i], ties: $ties[i], expected: $expected[i]}]->(unit);
