// Communication protocols in force, by the teams they join.
MATCH (one:Team)<-[:FROM]-(protocol:Protocol)-[:TO]->(other:Team)
WITH DISTINCT one, protocol, other
RETURN collect([one.team_id, other.team_id, protocol.protocol_id, protocol.every_days, protocol.since,
                protocol.responsible_role IS NOT NULL]) AS found;
