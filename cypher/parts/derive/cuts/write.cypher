// Writes people and contacts on which others depend, new and changed, as the roles that they are.
UNWIND range(0, size($cut_id) - 1) AS i
MERGE (cut:Cut {cut_id: $cut_id[i]})
SET cut.kind = $kind[i], cut.people = $people[i], cut.teams = $teams[i], cut.buildings = $buildings[i],
    cut.version = $version[i], cut.load = $load
WITH cut, i
CALL (cut, i) {
  OPTIONAL MATCH (cut)-[of:OF]->(role:Role)
  WHERE NOT role.role_id IN $roles[i]
  DELETE of
}
CALL (cut, i) {
  UNWIND $roles[i] AS role_id
  MATCH (role:Role {role_id: role_id})
  MERGE (cut)-[:OF]->(role)
};
