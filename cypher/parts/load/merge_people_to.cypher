// What leads to the one known by a mail address leads to the person who has it, and the former goes.
UNWIND $pairs AS pair
MATCH (known:Person|FormerPerson {person_id: pair[0]})
MATCH (person:Person|FormerPerson {person_id: pair[1]})
CALL (known, person) {
  MATCH (other)-[old]->(known)
  WHERE other <> person
  CREATE (other)-[new:$(type(old))]->(person)
  SET new = properties(old)
  FOREACH (one IN CASE WHEN other:Person|FormerPerson THEN [other] ELSE [] END | SET one.contacts_load = $load)
}
DETACH DELETE known;
