// id: p14_key_role_without_deputy
// rule: P-14
// title: Key role without a deputy
// question: Which of the few roles whose leaving together would break up contact most has no deputy?
// kind: finding
// severity: info
// needs: [key_set]
// sheets: [units, teams, roles, assignments, [contacts, meetings]]
// advice: >-
//   Go through once what happens if these roles fall vacant together, and name who stands in for this one. The leadership of the
//   team decides.
// source: "Key players, KPP-Neg (Borgatti 2006), by greedy search with swaps: not proved to be the set that parts most"
// params:
//   critical_buildings: {type: whole, default: 25, from: profile.critical_buildings, help: "buildings that would lose the state's leaders before it is reported"}
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team or unit of the role"}
//   - {name: size, type: whole, help: "people who would leave together"}
//   - {name: teams, type: whole, help: "teams that would lose their last contact with the state's leaders"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   The role {role} of {place} is one of the {size} without which {buildings:building|buildings} would lose contact with the
//   state's leaders; no deputy is on record.
//
// :params {critical_buildings: 25}

// A blank tells nothing while no role has a deputy on record.
MATCH (backed:Role)-[:DEPUTY]->(:Role)
WITH count(backed) AS said
WHERE said > 0
MATCH (key:KeySet)-[:OF]->(role:Role)
WHERE key.buildings >= $critical_buildings AND NOT EXISTS { (role)-[:DEPUTY]->(:Role) }
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (team)-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH DISTINCT key, role, team, coalesce(at, served) AS unit
WHERE unit IS NULL OR unit:Unit
RETURN role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       key.size AS size, key.teams AS teams,
       ['deputy:' + role.role_id] AS follows, [role.role_id] AS ids, key.buildings AS buildings;
