// How many calendar days ago these people last addressed each other member of a team. A row without `last` has the as-of
// date of its load; a period that runs past the as-of date counts up to it, one that begins later does not count yet.
UNWIND $people AS person_id
MATCH (one:Person {person_id: person_id})-[contact:COMMUNICATES_WITH]->(other:Person)
WHERE coalesce(contact.count, 1) > 0
  AND coalesce(contact.first, contact.last, contact.stated, $as_of) <= $as_of
  AND EXISTS { (other)-[:MEMBER_OF]->(:Team) }
WITH one, other, max(coalesce(contact.last, contact.stated, $as_of)) AS last
RETURN collect([one.person_id, other.person_id, duration.inDays(last, $as_of).days]) AS found;
