// Meetings held, each with its age in calendar days, how many attended, and the server's numbers of those who are known.
MATCH (meeting:Meeting)
WHERE meeting.held_on <= $as_of
WITH meeting, COLLECT { MATCH (person:Person|FormerPerson)-[:ATTENDED]->(meeting) RETURN DISTINCT id(person) } AS people
WHERE size(people) > 0
RETURN collect([duration.inDays(meeting.held_on, $as_of).days, coalesce(meeting.size, size(people)), people]) AS found;
