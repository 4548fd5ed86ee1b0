// A page of people with everyone they addressed: how many calendar days ago they last appear together in a row, and how
// many ago a message went, or -1 where none did (a row with a count of zero). A row without `last` has the as-of date of
// its load; a period that runs past the as-of date counts up to it, one that begins later does not count yet. Only rows
// that concern a member of some team.
MATCH (one:Person)
WHERE one.person_id > $after
WITH one ORDER BY one.person_id LIMIT $size
OPTIONAL MATCH (one)-[contact:COMMUNICATES_WITH]->(other:Person)
WHERE coalesce(contact.first, contact.last, contact.stated, $as_of) <= $as_of
  AND (EXISTS { (one)-[:MEMBER_OF]->(:Team) } OR EXISTS { (other)-[:MEMBER_OF]->(:Team) })
WITH one, other, coalesce(contact.count, 1) > 0 AS spoke,
     CASE WHEN contact.last > $as_of THEN $as_of ELSE coalesce(contact.last, contact.stated, $as_of) END AS day
WITH one, other, max(day) AS seen, max(CASE WHEN spoke THEN day END) AS spoken
WITH one, collect(other.person_id) AS others,
     collect(CASE WHEN other IS NOT NULL THEN duration.inDays(seen, $as_of).days END) AS seen,
     collect(CASE WHEN other IS NOT NULL THEN coalesce(duration.inDays(spoken, $as_of).days, -1) END) AS spoken
RETURN max(one.person_id) AS last,
       collect(CASE WHEN size(others) > 0 THEN [one.person_id, others, seen, spoken] END) AS found;
