// id: n08_drifting_leader
// rule: N-08
// title: Leader drifting out of contact
// question: Which leaders have become less and less connected over each of the last three periods?
// kind: finding
// severity: high
// needs: [drift]
// sheets: [units, people, roles, assignments, [contacts, meetings]]
// advice: >-
//   Ask the holder of this role what has fallen away, and agree on one regular contact with the level above.
// source: "Principals drifting to the periphery over three waves (Liou & Daly 2018); coreness (Seidman 1983)"
// columns:
//   - {name: drift_id, type: text, key: true}
//   - {name: roles, type: texts}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people this applies to; several may hold one role"}
//   - {name: usual, type: number, help: "median share left among all leaders; 1 if most kept all or gained"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (derivation:Derivation {step: 'drift'}) RETURN coalesce(sum(derivation.judged), 0) AS population
//   of: leaders whose contact is known and was enough two periods ago
// sentence: >-
//   {roles}[ of {unit}] is losing contact: less in each of the last two periods, and by more than is usual among leaders.
MATCH (drift:Drift)-[:OF]->(role:Role)
WITH drift, role ORDER BY role.role_id
WITH drift, collect(DISTINCT role) AS roles
RETURN drift.drift_id AS drift_id, [role IN roles | role.title] AS roles,
       COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.name ORDER BY of.unit_id LIMIT 1
       }[0] AS unit,
       drift.people AS people, drift.usual AS usual,
       [role IN roles | role.role_id] AS ids,
       coalesce(COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.buildings ORDER BY of.unit_id LIMIT 1
       }[0], 0) AS buildings;
