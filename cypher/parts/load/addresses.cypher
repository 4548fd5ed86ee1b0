// People by their mail addresses, which the graph holds as keyed hashes alone; the first by id where several share one.
UNWIND $keys AS key
MATCH (person:Person {address_key: key})
WITH key, min(person.person_id) AS person_id
RETURN collect([key, person_id]) AS found;
