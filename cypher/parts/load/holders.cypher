// Who holds these roles now.
UNWIND $keys AS key
MATCH (person:Person)-[:HOLDS]->(:Role {role_id: key})
RETURN collect([person.person_id, key]) AS found;
