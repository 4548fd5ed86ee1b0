// Writes leaders who drift out of contact, new and changed, as the roles that they are.
UNWIND range(0, size($drift_id) - 1) AS i
MERGE (drift:Drift {drift_id: $drift_id[i]})
SET drift.people = $people[i], drift.earliest = $earliest[i], drift.before = $before[i], drift.now = $now[i],
    drift.usual = $usual[i], drift.version = $version[i], drift.load = $load
WITH drift, i
UNWIND $roles[i] AS role_id
MATCH (role:Role {role_id: role_id})
MERGE (drift)-[:OF]->(role);
