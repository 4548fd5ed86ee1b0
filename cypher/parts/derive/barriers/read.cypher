// Every barrier and facilitator: its days, the team that raised it, and the teams that received it with their days.
MATCH (barrier:Barrier)
RETURN collect([barrier.barrier_id, barrier.raised_on, barrier.resolved_on, barrier.reported_back_on,
                COLLECT {
                  MATCH (barrier)-[:RAISED_BY]->(team:Team) RETURN team.team_id ORDER BY team.team_id LIMIT 1
                }[0],
                COLLECT {
                  MATCH (barrier)-[step:HANDLED_BY]->(team:Team)
                  RETURN [team.team_id, step.received_on, step.passed_on, step.answered_on]
                }]) AS found;
