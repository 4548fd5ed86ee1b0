// Gives people who were known only by a mail address the id of the person who has it.
UNWIND $pairs AS pair
MATCH (known:Person|FormerPerson {person_id: pair[0]})
WHERE NOT EXISTS { (:Person|FormerPerson {person_id: pair[1]}) }
SET known.person_id = pair[1], known.contacts_load = $load
WITH known
MATCH (known)-[:COMMUNICATES_WITH]-(other:Person|FormerPerson)
SET other.contacts_load = $load;
