// How many people have a name or an address that lies in the graph itself, or that stands there as a keyed hash.
MATCH (person:Person)
RETURN count(person) AS people,
       count(CASE WHEN person.name IS NOT NULL OR person.email IS NOT NULL THEN 1 END) AS named,
       count(CASE WHEN person.name_key IS NOT NULL OR person.email_key IS NOT NULL THEN 1 END) AS sealed;
