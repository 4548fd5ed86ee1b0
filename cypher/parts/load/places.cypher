// For all teams, people and roles, the unit that each belongs to, as far as the graph says.
MATCH (team:Team)-[:SERVES]->(unit:Unit)
RETURN 'Team' AS label, team.team_id AS key, min(unit.unit_id) AS unit_id
UNION ALL
MATCH (person:Person)-[:WORKS_AT]->(unit:Unit)
RETURN 'Person' AS label, person.person_id AS key, min(unit.unit_id) AS unit_id
UNION ALL
MATCH (role:Role)
OPTIONAL MATCH (role)-[:ON]->(:Team)-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH role, min(coalesce(served.unit_id, at.unit_id)) AS unit_id
WHERE unit_id IS NOT NULL
RETURN 'Role' AS label, role.role_id AS key, unit_id
UNION ALL
MATCH (unit:Unit)
RETURN 'Unit' AS label, unit.unit_id AS key, unit.unit_id AS unit_id;
