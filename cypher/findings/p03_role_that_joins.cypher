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
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: teams, type: whole}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   If the role {role} falls vacant, {teams:team loses|teams lose} contact with the state's leadership.
MATCH (cut:Cut {kind: 'person'})-[:OF]->(role:Role)
WHERE cut.teams > 0
RETURN DISTINCT role.role_id AS role_id, role.title AS role, cut.teams AS teams, [role.role_id] AS ids,
       coalesce(cut.buildings, 0) AS buildings;
