// People whose name or address stands in the graph as a keyed hash.
MATCH (person:Person|FormerPerson)
WHERE person.name_key IS NOT NULL OR person.email_key IS NOT NULL
RETURN collect(person.person_id) AS found;
