// Where pages of people end: after every so many people by id, and at the last one.
MATCH (person:Person|FormerPerson)
WHERE person.person_id IS NOT NULL
WITH person.person_id AS person_id ORDER BY person_id
WITH collect(person_id) AS ids
RETURN [page IN range(1, size(ids) / $size) | ids[page * $size - 1]]
       + CASE WHEN size(ids) % $size > 0 THEN [ids[-1]] ELSE [] END AS found;
