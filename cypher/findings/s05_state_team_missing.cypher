// id: s05_state_team_missing
// rule: S-05
// title: State without its leadership or implementation team
// question: Does the state have an active State Management Team and an active state implementation team?
// kind: finding
// severity: critical
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Charter the team. The Chief State School Officer decides.
// source: "Leadership and implementation teams at every level, the state first (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   state_team_types: {type: texts, default: [SMT, SIT], from: profile.state_team_types, help: "types of the state's teams, its leaders first"}
//   state_team_names: {type: texts, default: [State Management Team, state implementation team], from: profile.state_team_names, help: "their names, in the same order"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: type, type: text, key: true, help: "SMT for the leadership team, SIT for the implementation team"}
//   - {name: missing, type: text, help: "the team that is missing"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   No active {missing} is on record for {unit}. {buildings:building is|buildings are} below it.
//
// :params {state_team_types: ['SMT', 'SIT'], state_team_names: ['State Management Team', 'state implementation team']}
MATCH (unit:Unit {level: 'state'})
UNWIND range(0, size($state_team_types) - 1) AS at
WITH unit, at, $state_team_types[at] AS type, $state_team_names[at] AS missing
WHERE NOT EXISTS {
  MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
  WHERE type IN team.type
}
RETURN DISTINCT unit.unit_id AS unit_id, unit.name AS unit, type, missing,
       [CASE WHEN at + 1 = size($state_team_types) THEN 'team:' ELSE 'leaders:' END + unit.unit_id] AS origins,
       [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
