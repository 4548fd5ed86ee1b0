// Server's numbers of the people whose contacts one of these loads changed.
MATCH (person:Person|FormerPerson)
WHERE person.contacts_load IN $loads
RETURN collect(id(person)) AS found;
