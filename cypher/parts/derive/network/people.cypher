// People of a range of ids: the server's number of each, whether they have not left, and the unit that each belongs to:
// where they work, else where a role of theirs stands, else what a team of theirs serves; of several the first by id.
MATCH (person:Person)
WHERE person.person_id > $after AND person.person_id <= $until
WITH person ORDER BY person.person_id
RETURN collect(person.person_id) AS ids, collect(id(person)) AS numbers,
       collect(coalesce(person.hired <= $as_of, true) AND coalesce(person.left > $as_of, true)) AS here,
       collect(coalesce(
         COLLECT { MATCH (person)-[:WORKS_AT]->(unit:Unit) RETURN unit.unit_id ORDER BY unit.unit_id LIMIT 1 }[0],
         COLLECT {
           MATCH (person)-[holds:HOLDS]->(:Role)-[:AT]->(unit:Unit)
           WHERE coalesce(holds.since <= $as_of, true) AND coalesce(holds.until > $as_of, true)
           RETURN unit.unit_id ORDER BY unit.unit_id LIMIT 1
         }[0],
         COLLECT {
           MATCH (person)-[:MEMBER_OF]->(:Team)-[:SERVES]->(unit:Unit)
           RETURN unit.unit_id ORDER BY unit.unit_id LIMIT 1
         }[0],
         '')) AS units;
