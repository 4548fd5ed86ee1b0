// People by their mail addresses, which the graph holds as keyed hashes; an address of several people is nobody's.
UNWIND $keys AS key
MATCH (person:Person|FormerPerson {address_key: key})
WHERE person.ended IS NULL
WITH key, collect(person.person_id) AS people
WHERE size(people) = 1
WITH key, people[0] AS person_id
RETURN collect([key, person_id]) AS found;
