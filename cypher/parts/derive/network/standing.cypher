// A fingerprint of the graph's contacts without reading them: the loads, and counts.
OPTIONAL MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence, load.load_id
WITH collect([load.load_id, load.sequence]) AS loads
RETURN loads, COUNT { (:Person) } AS people, COUNT { (:FormerPerson) } AS former, COUNT { ()-[:COMMUNICATES_WITH]->() } AS contacts,
       COUNT { ()-[:ATTENDED]->() } AS attended, COUNT { ()-[:WORKS_AT]->() } AS places,
       COUNT { ()-[:HOLDS]->() } AS holders, COUNT { ()-[:MEMBER_OF]->() } AS members;
