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
// columns:
//   - {name: cut_id, type: text, key: true}
//   - {name: roles, type: texts}
//   - {name: people, type: whole, help: "people on the smaller side"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   The contact between {roles} alone joins {people:person|people} to the rest.
MATCH (cut:Cut {kind: 'tie'})-[:OF]->(role:Role)
WITH cut, role
ORDER BY role.role_id
RETURN cut.cut_id AS cut_id, collect(DISTINCT role.title) AS roles, cut.people AS people,
       collect(DISTINCT role.role_id) AS ids, coalesce(cut.buildings, 0) AS buildings;
