// People of a range of ids, those who left among them: the server's number of each, whether they are there now, and the
// unit that each belongs to: where they work, or worked, else where a role of theirs stands, else what a team of theirs
// serves; of several the first by id.
MATCH (person:Person|FormerPerson)
WHERE person.person_id > $after AND person.person_id <= $until
WITH person ORDER BY person.person_id
RETURN collect(person.person_id) AS ids, collect(id(person)) AS numbers,
       collect(person:Person AND coalesce(person.hired <= $as_of, true)) AS here,
       collect(coalesce(
         COLLECT {
           MATCH (person)-[works:WORKS_AT|FORMERLY_WORKS_AT|UPCOMING_WORKS_AT]->(unit:Unit|FormerUnit)
           RETURN unit.unit_id ORDER BY works:FORMERLY_WORKS_AT, works.until DESC, unit.unit_id LIMIT 1
         }[0],
         COLLECT {
           MATCH (person)-[:HOLDS]->(:Role)-[:AT]->(unit:Unit)
           RETURN unit.unit_id ORDER BY unit.unit_id LIMIT 1
         }[0],
         COLLECT {
           MATCH (person)-[:MEMBER_OF]->(:Team)-[:SERVES]->(unit:Unit)
           RETURN unit.unit_id ORDER BY unit.unit_id LIMIT 1
         }[0],
         '')) AS units;
