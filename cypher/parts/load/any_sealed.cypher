// Whether anybody's name or address stands in the graph as a keyed hash.
RETURN EXISTS { MATCH (person:Person|FormerPerson) WHERE person.name_key IS NOT NULL OR person.email_key IS NOT NULL } AS found;
