// Days within which a team has agreed to answer another one; of several agreements the shortest.
MATCH (from:Team)<-[:FROM]-(protocol:Protocol)-[:TO]->(to:Team)
WHERE protocol.response_days IS NOT NULL
WITH from, to, min(protocol.response_days) AS days
RETURN collect([from.team_id, to.team_id, days]) AS found;
