// Writes pairs of units, new and changed, with both units and the roles that carry most of their contact.
UNWIND range(0, size($pair_id) - 1) AS i
MERGE (pair:UnitPair {pair_id: $pair_id[i]})
SET pair.level = $level[i], pair.ties = $ties[i], pair.expected = $expected[i], pair.p = $p[i], pair.q = $q[i],
    pair.state = $state[i], pair.required = $required[i], pair.paths = $paths[i], pair.brokers = $brokers[i],
    pair.share = $share[i], pair.version = $version[i], pair.load = $load
WITH pair, i
CALL (pair, i) {
  OPTIONAL MATCH (pair)-[carried:CARRIED_BY]->(role:Role)
  WHERE NOT role.role_id IN $roles[i]
  DELETE carried
}
CALL (pair, i) {
  UNWIND [$one[i], $other[i]] AS unit_id
  MATCH (unit:Unit {unit_id: unit_id})
  MERGE (pair)-[:OF]->(unit)
}
CALL (pair, i) {
  UNWIND $roles[i] AS role_id
  MATCH (role:Role {role_id: role_id})
  MERGE (pair)-[:CARRIED_BY]->(role)
};
