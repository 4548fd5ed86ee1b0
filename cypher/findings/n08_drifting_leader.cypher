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
// params:
//   drift_share: {type: share, default: 0.5, from: profile.drift_share, help: "a leader drifts if at most this share of their coreness is left, relative to what is usual"}
//   drift_core_min: {type: whole, default: 3, from: profile.drift_core_min, help: "leaders who started with a lower coreness are not reported"}
// columns:
//   - {name: drift_id, type: text, key: true}
//   - {name: roles, type: texts}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people this applies to; several may hold one role"}
//   - {name: earliest, type: whole, help: "coreness two periods before the last: the largest k such that the leader was in a group whose members each had k contacts within it"}
//   - {name: before, type: whole, help: "the same in the period before the last"}
//   - {name: now, type: whole, help: "the same in the last period"}
//   - {name: usual, type: number, help: "median share left among all leaders; 1 if most kept all or gained"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (derivation:Derivation {step: 'drift'}) RETURN coalesce(sum(derivation.judged), 0) AS population
//   of: leaders whose contact is known and was enough two periods ago
// sentence: >-
//   {roles}[ of {unit}] is losing contact. Contacts each person had within the leader's group: {earliest} two
//   periods ago, then {before}, now {now}.
//
// :params {drift_share: 0.5, drift_core_min: 3}
MATCH (drift:Drift)-[:OF]->(role:Role)
WHERE drift.earliest >= $drift_core_min AND drift.now <= $drift_share * drift.usual * drift.earliest
WITH drift, role ORDER BY role.role_id
WITH drift, collect(DISTINCT role) AS roles
RETURN drift.drift_id AS drift_id, [role IN roles | role.title] AS roles,
       COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.name ORDER BY of.unit_id LIMIT 1
       }[0] AS unit,
       drift.people AS people, drift.earliest AS earliest, drift.before AS before, drift.now AS now, drift.usual AS usual,
       [role IN roles | role.role_id] AS ids,
       coalesce(COLLECT {
         UNWIND roles AS role
         MATCH (role)-[:AT|ON|SERVES*1..2]->(of:Unit)
         RETURN of.buildings ORDER BY of.unit_id LIMIT 1
       }[0], 0) AS buildings;
