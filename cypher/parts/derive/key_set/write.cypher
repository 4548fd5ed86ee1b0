// Writes the set of people whose leaving parts most others, new and changed, as the roles that they are.
UNWIND range(0, size($set_id) - 1) AS i
MERGE (key:KeySet {set_id: $set_id[i]})
SET key.size = $size[i], key.people = $people[i], key.before = $before[i], key.after = $after[i],
    key.teams = $teams[i], key.buildings = $buildings[i], key.covered = $covered[i], key.version = $version[i],
    key.load = $load
WITH key, i
CALL (key, i) {
  OPTIONAL MATCH (key)-[of:OF]->(role:Role)
  WHERE NOT role.role_id IN $roles[i]
  DELETE of
}
CALL (key, i) {
  UNWIND $roles[i] AS role_id
  MATCH (role:Role {role_id: role_id})
  MERGE (key)-[:OF]->(role)
};
