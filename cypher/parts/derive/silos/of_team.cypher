// Ties new figures to their teams.
UNWIND range(0, size($silo_id) - 1) AS i
MATCH (silo:Silo {silo_id: $silo_id[i]})
MATCH (team:Team {team_id: $of[i]})
MERGE (silo)-[:OF]->(team);
