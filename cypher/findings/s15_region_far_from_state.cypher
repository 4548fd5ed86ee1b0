// id: s15_region_far_from_state
// rule: S-15
// title: Regional team too far from the state's leadership
// question: Which regional implementation teams report to the state's leadership in too many steps, or not at all?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Agree on whom this regional team reports to, at most two steps from the State Management Team. The State
//   Management Team decides.
// source: "Regional teams are closely aligned with the Chief State School Officer and the State Management Team (Active
//   Implementation Hub, Module 3, Topic 1); two steps is a default"
// params:
//   leadership_hops: {type: whole, default: 2, from: profile.leadership_hops, help: "reporting steps from a regional team to the state's leadership"}
//   state_leaders: {type: text, default: SMT, from: profile.state_leaders, optional: true, help: "type of the state's leadership team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, help: "type of a region's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: steps, type: whole, help: "reporting steps that are few enough"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'region', scoped: true}) WHERE $region_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: regional implementation teams
// sentence: >-
//   No reporting line of at most {steps:step|steps} to the state's leadership is on record for the regional implementation
//   team of {unit}.
//   {buildings:building is|buildings are} below it.
//
// :params {leadership_hops: 2, state_leaders: 'SMT', region_team: 'RIT'}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'region', scoped: true})
WHERE $region_team IN team.type AND NOT coalesce($state_leaders IN team.type, false)
  AND NOT EXISTS {
    MATCH (team) (
      (:Team)-[step:REPORTS_TO]->(:Team {status: 'active'})
    ){1,5} (top:Team)
    WHERE size(step) <= $leadership_hops
      AND ($state_leaders IN top.type OR EXISTS { (top)<-[:ON]-(:Role {code: 'chief'}) })
  }
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       $leadership_hops AS steps, ['reports:' + team.team_id] AS origins,
       CASE
         WHEN NOT EXISTS {
           MATCH (:Unit {level: 'state'})<-[:SERVES]-(leader:Team {status: 'active'}) WHERE $state_leaders IN leader.type
         } THEN COLLECT { MATCH (state:Unit {level: 'state'}) RETURN 'leaders:' + state.unit_id }
         ELSE []
       END AS follows, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
