// id: n07_one_circle
// rule: N-07
// title: Leader whose contacts are one circle
// question: Which leaders' contacts are all already in contact with one another?
// kind: finding
// severity: low
// needs: [circles]
// sheets: [units, people, roles, assignments, [contacts, meetings]]
// advice: >-
//   Give the holder of this role one regular contact outside of this circle, such as with the level above or below.
// source: "Constraint (Burt 1992), every contact counted the same; one circle: contacts who stay in one piece without the
//   leader, and without any one of them"
// params:
//   constraint_min: {type: number, default: 0.4, from: profile.constraint_min, help: "contacts are redundant at this constraint or above"}
//   contacts_min: {type: whole, default: 5, from: profile.contacts_min, help: "leaders with fewer contacts are not reported"}
// columns:
//   - {name: circle_id, type: text, key: true}
//   - {name: roles, type: texts, help: "roles that the leader holds"}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people this applies to; several may hold one role"}
//   - {name: contacts, type: whole, help: "people with whom they are in contact"}
//   - {name: constraint, type: number, help: "Burt's constraint: near 0 for many contacts who don't know one another"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   The {contacts:person|people} in contact with the {roles}[ of {unit}] are all in one circle: they can reach one
//   another without this leader. No contact of the leader outside of that circle is on record.
//
// :params {constraint_min: 0.4, contacts_min: 5}
MATCH (circle:Circle)-[:OF]->(role:Role)
WHERE circle.constraint >= $constraint_min AND circle.contacts >= $contacts_min
WITH circle, role ORDER BY role.role_id
WITH circle, collect(DISTINCT role) AS roles
RETURN circle.circle_id AS circle_id, [role IN roles | role.title] AS roles,
       COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.name ORDER BY of.unit_id LIMIT 1
       }[0] AS unit,
       circle.people AS people, circle.contacts AS contacts, circle.constraint AS constraint,
       [role IN roles | role.role_id] AS ids,
       coalesce(COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.buildings ORDER BY of.unit_id LIMIT 1
       }[0], 0) AS buildings;
