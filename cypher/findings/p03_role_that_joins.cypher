// id: p03_role_that_joins
// rule: P-03
// title: Role on which contact with the state depends
// question: Without which role would teams lose contact with the state's leadership?
// kind: finding
// severity: high
// needs: [cuts]
// sheets: [units, teams, roles, assignments, contacts]
// advice: >-
//   Name a deputy, and bring a second person into the contact. The team of the role decides.
// source: "Articulation points (Hopcroft & Tarjan 1973), ranked by what they cut off"
// params:
//   spof_buildings: {type: whole, default: 5, from: profile.spof_buildings, help: "buildings that must be cut off"}
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people who would lose contact"}
//   - {name: teams, type: whole, help: "teams with nobody left in contact"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   If the role {role}[ of {unit}] falls vacant, {teams:team loses|teams lose} all contact on record with the state's
//   leadership, affecting {buildings:building|buildings}.
//
// :params {spof_buildings: 5}
MATCH (cut:Cut {kind: 'person'})-[:OF]->(role:Role)
WHERE cut.teams > 0 AND cut.buildings >= $spof_buildings
WITH DISTINCT cut, role
RETURN role.role_id AS role_id, role.title AS role,
       coalesce(
         COLLECT { MATCH (role)-[:ON]->(:Team)-[:SERVES]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0],
         COLLECT { MATCH (role)-[:AT]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0]) AS unit,
       cut.people AS people, cut.teams AS teams,
       ['alone:' + role.role_id] AS follows, [role.role_id] AS ids, cut.buildings AS buildings;
