// Whether any name or address lies in the graph itself; the indexes answer at once.
RETURN EXISTS { MATCH (person:Person|FormerPerson) WHERE person.name IS NOT NULL }
       OR EXISTS { MATCH (person:Person|FormerPerson) WHERE person.email IS NOT NULL } AS found;
