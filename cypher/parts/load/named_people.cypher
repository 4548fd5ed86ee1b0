// People whose name or address lies in the graph itself.
MATCH (person:Person|FormerPerson)
WHERE person.name IS NOT NULL OR person.email IS NOT NULL
RETURN collect(person.person_id) AS found;
