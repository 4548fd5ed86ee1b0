// How many calendar days ago these people last appeared: on either side of a contacts row with anyone, or in a meeting.
UNWIND $people AS person_id
MATCH (person:Person {person_id: person_id})
CALL (person) {
  MATCH (person)-[contact:COMMUNICATES_WITH]-(:Person)
  WHERE coalesce(contact.first, contact.last, contact.stated, $as_of) <= $as_of
  RETURN max(coalesce(contact.last, contact.stated, $as_of)) AS addressed
}
CALL (person) {
  MATCH (person)-[:ATTENDED]->(meeting:Meeting)
  WHERE meeting.held_on <= $as_of
  RETURN max(meeting.held_on) AS met
}
WITH person, CASE WHEN met > addressed OR addressed IS NULL THEN met ELSE addressed END AS last
WHERE last IS NOT NULL
RETURN collect([person.person_id, duration.inDays(last, $as_of).days]) AS found;
