// id: key_roles
// rule: P-14
// title: Roles whose leaving would break up contact most
// question: Which few roles, if they all fell vacant, would break up contact among people on teams most?
// kind: metric
// needs: [key_set]
// sheets: [units, teams, roles, assignments, [contacts, meetings]]
// source: "Key players, KPP-Neg (Borgatti 2006), by greedy search with swaps: not proved to be the set that parts most"
// columns:
//   - {name: size, type: whole, key: true, help: "people who would leave"}
//   - {name: roles, type: texts, help: "roles they hold, by unit; someone may hold several"}
//   - {name: before, type: share, help: "share of pairs of people on teams who can't reach each other today"}
//   - {name: after, type: share, help: "the same once they have left"}
//   - {name: people, type: whole, help: "people on teams"}
//   - {name: teams, type: whole, help: "teams that would lose their last path to the state's leaders; blank without any leader"}
//   - {name: buildings, type: whole, help: "buildings all of whose team members would lose theirs"}
//   - {name: covered, type: share, help: "people on teams whose contact is known"}
//   - {name: method, type: text, help: "how the set was found"}
// sentence: >-
//   Without {roles}, {after:%} of the pairs of people on teams could not reach each other, {before:%} today;
//   {teams:team|teams} and {buildings:building|buildings} would lose the state's leaders.
MATCH (key:KeySet)-[:OF]->(role:Role)
WITH DISTINCT key, role
WITH key, role, COLLECT {
  MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1
}[0] AS unit
WITH key, role.title + coalesce(' of ' + unit, '') AS title, role.role_id AS role_id ORDER BY role_id
WITH key, collect(title) AS roles
RETURN key.size AS size, roles, key.before AS before, key.after AS after, key.people AS people, key.teams AS teams,
       key.buildings AS buildings, key.covered AS covered,
       'greedy search with swaps, not proved to be the largest' AS method
ORDER BY size;
