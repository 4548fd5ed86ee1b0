// id: p04_single_bridge
// rule: P-04
// title: One contact that joins two parts
// question: Where does a single contact join two parts of the system?
// kind: finding
// severity: medium
// needs: [cuts]
// sheets: [units, teams, roles, assignments, contacts]
// advice: >-
//   Bring a second pair of people into contact. The teams of the two roles decide.
// source: "Bridges (Tarjan 1974), ranked by what they cut off"
// params:
//   spof_buildings: {type: whole, default: 5, from: profile.spof_buildings, help: "buildings that must be cut off"}
// columns:
//   - {name: cut_id, type: text, key: true}
//   - {name: roles, type: texts, help: "titles of the roles, each with its unit"}
//   - {name: people, type: whole, help: "people on the side away from the state"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   The contact between the roles {roles} alone joins {people:person|people} in {buildings:building|buildings} to the state.
//
// :params {spof_buildings: 5}
MATCH (cut:Cut {kind: 'tie'})-[:OF]->(role:Role)
WHERE cut.buildings >= $spof_buildings
WITH DISTINCT cut, role
WITH cut, role,
     coalesce(
       COLLECT { MATCH (role)-[:ON]->(:Team)-[:SERVES]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0],
       COLLECT { MATCH (role)-[:AT]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0]) AS unit
ORDER BY role.role_id
RETURN cut.cut_id AS cut_id, collect(coalesce(role.title, role.role_id) + coalesce(' of ' + unit, '')) AS roles, cut.people AS people,
       collect(DISTINCT role.role_id) AS ids, cut.buildings AS buildings;
