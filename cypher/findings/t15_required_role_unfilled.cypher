// id: t15_required_role_unfilled
// rule: T-15
// title: Required role that nobody holds
// question: Which required roles does nobody hold?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, roles, assignments]
// advice: >-
//   Fill the role, or name someone to fill it for now. The leadership of the team or unit
//   decides; of a role that leads it, the level above.
// source: "Roles carry the duties and stay when people leave (Active Implementation Hub, leadership and implementation
//   teams)"
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: place_id, type: text, help: "id of that team or unit"}
//   - {name: since, type: date, help: "vacant since; blank if not recorded and nobody ever held it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (r:Role {required: true}) RETURN count(r) AS population
//   of: required roles
// sentence: >-
//   The required role {role} of {place} is not filled[; it has been vacant since {since}].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}
MATCH (role:Role {required: true})
WHERE NOT EXISTS { (role)<-[:HOLDS]-(:Person) }
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (team)-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH role, team, coalesce(served, at) AS unit
WHERE unit:Unit AND (unit.scoped OR unit.level = 'state') AND coalesce(team.status, 'active') = 'active'
OPTIONAL MATCH (role)<-[past:FORMERLY_HOLDS]-(person:Person|FormerPerson)
WITH role, team, unit, max(CASE WHEN past.until <= $as_of THEN past.until ELSE coalesce(person.left, person.ended_on) END) AS last
RETURN DISTINCT role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       coalesce(team.team_id, unit.unit_id) AS place_id, coalesce(role.vacant_since, last) AS since,
       ['vacant:' + role.role_id] AS follows, [id IN [role.role_id, team.team_id, unit.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
