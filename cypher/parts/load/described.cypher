// Which of these people another source tells of.
UNWIND $keys AS key
MATCH (person:Person|FormerPerson {person_id: key})
WHERE any(source IN person.sources WHERE source <> $source)
RETURN collect(key) AS found;
