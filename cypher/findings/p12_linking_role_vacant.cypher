// id: p12_linking_role_vacant
// rule: P-12
// title: Linking role vacant too long
// question: Which linking roles have been vacant for longer than agreed?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, roles, assignments]
// advice: >-
//   Name someone to act until the role is filled. The leadership of the team decides.
// source: "default: 60 days in session"
// params:
//   vacant_linking_days: {type: whole, default: 60, from: profile.vacant_linking_days, help: "days that a linking role may stay vacant"}
//   vacant_linking_days_before: {type: date, from: profile.vacant_linking_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: place_id, type: text, help: "id of that team or unit"}
//   - {name: since, type: date, help: "first day on which nobody held it"}
//   - {name: agreed, type: whole, help: "days in session that a linking role may stay vacant"}
//   - {name: severity, type: text, help: "medium while every link of its team is in contact, else high"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (r:Role {linking: true}) RETURN count(r) AS population
//   of: linking roles
// sentence: >-
//   The linking role {role} of {place} has been vacant since {since}; the limit is {agreed:day|days}, not counting
//   breaks. {buildings:building|buildings} in scope {buildings:=is|are} below it.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], vacant_linking_days: 60, vacant_linking_days_before: null}
MATCH (role:Role {linking: true})
WHERE NOT EXISTS { (role)<-[:HOLDS]-(:Person) }
OPTIONAL MATCH (role)<-[past:FORMERLY_HOLDS]-(person:Person|FormerPerson)
WITH role, coalesce(role.vacant_since, max(CASE WHEN past.until <= $as_of THEN past.until ELSE coalesce(person.left, person.ended_on) END)) AS since
WHERE since < coalesce($vacant_linking_days_before, $as_of - duration({days: $vacant_linking_days}))
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (team)-[:SERVES]->(served:Unit)
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
WITH role, since, team, coalesce(served, at) AS unit
WHERE unit:Unit AND (unit.scoped OR unit.level = 'state') AND coalesce(team.status, 'active') = 'active'
RETURN DISTINCT role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       coalesce(team.team_id, unit.unit_id) AS place_id, since, $vacant_linking_days AS agreed,
       CASE
         WHEN EXISTS {
           MATCH (team)<-[:UPPER|LOWER]-(link:Link {group: 'support'}) WHERE link.family IN ['holds', 'weak', 'one_way']
         } AND NOT EXISTS {
           MATCH (team)<-[:UPPER|LOWER]-(link:Link {group: 'support'})
           WHERE NOT link.family IN ['holds', 'weak', 'one_way', 'starting']
         } THEN 'medium'
       END AS severity,
       ['vacant:' + role.role_id] AS origins, [id IN [role.role_id, team.team_id, unit.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
