// Meetings small enough to link people, with the members of any team who attended.
MATCH (meeting:Meeting)
WHERE meeting.held_on <= $as_of AND coalesce(meeting.size, COUNT { (:Person)-[:ATTENDED]->(meeting) }) <= $largest
WITH meeting, COLLECT {
  MATCH (person:Person)-[:ATTENDED]->(meeting)
  WHERE EXISTS { (person)-[:MEMBER_OF]->(:Team) }
  RETURN DISTINCT person.person_id
} AS people
WHERE size(people) > 0
RETURN collect([duration.inDays(meeting.held_on, $as_of).days, people]) AS found;
