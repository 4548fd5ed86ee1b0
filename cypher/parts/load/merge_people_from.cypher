// Where both stand in the graph: what leads from the one known by a mail address leads from the person who has it.
UNWIND $pairs AS pair
MATCH (known:Person|FormerPerson {person_id: pair[0]})-[old]->(other)
MATCH (person:Person|FormerPerson {person_id: pair[1]})
WHERE other <> person
CREATE (person)-[new:$(type(old))]->(other)
SET new = properties(old), person.contacts_load = $load
DELETE old;
