// Leaders who drift out of contact, as they were at the last run, by the roles that they are.
MATCH (drift:Drift)
RETURN collect([drift.drift_id, drift.people, drift.earliest, drift.before, drift.now, drift.usual, drift.version,
                COLLECT { MATCH (drift)-[:OF]->(role:Role) RETURN role.role_id ORDER BY role.role_id }]) AS found;
