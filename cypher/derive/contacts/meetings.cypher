// Meetings held, with how many attended and which of them are members of a team.
MATCH (meeting:Meeting)
WHERE meeting.held_on <= $as_of
WITH meeting, COLLECT {
  MATCH (person:Person)-[:ATTENDED]->(meeting)
  WHERE EXISTS { (person)-[:MEMBER_OF]->(:Team) }
  RETURN DISTINCT person.person_id
} AS people
WHERE size(people) > 0
RETURN collect([duration.inDays(meeting.held_on, $as_of).days,
                coalesce(meeting.size, COUNT { (:Person)-[:ATTENDED]->(meeting) }), people]) AS found;
