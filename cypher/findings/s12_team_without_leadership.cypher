// id: s12_team_without_leadership
// rule: S-12
// title: Implementation team that reports to no leadership team
// question: Which implementation teams report to no leadership team?
// kind: finding
// severity: critical
// needs: [link_state]
// sheets: [units, teams, team_links]
// advice: >-
//   Name the leadership team that this team reports to. The leadership of its own level decides.
// source: "Implementation teams always report to and are a part of a leadership team (Active Implementation Hub, Module 3,
//   Topic 1); a regional team answers through the state's teams"
// params:
//   leadership_hops: {type: whole, default: 2, from: profile.leadership_hops, help: "reporting steps from a regional team to the state's leadership"}
//   state_leaders: {type: text, default: SMT, from: profile.state_leaders, optional: true, help: "type of the state's leadership team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
//   leadership_teams: {type: texts, default: [SMT, DMT, BMT], from: profile.leadership_teams, help: "types of the leadership teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: level, type: text, help: "state, region, district, school (a building), office"}
//   - {name: severity, type: text, help: "medium if the team is in contact with its leaders; else critical for the state's team, high for others"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(u:Unit)
//     WHERE (u.scoped OR u.level = 'state') AND any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(DISTINCT t) AS population
//   of: implementation teams
// sentence: >-
//   No leadership team is on record to which the implementation team of {unit} reports.
//
// :params {leadership_hops: 2, state_leaders: 'SMT', region_team: 'RIT', implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT'], leadership_teams: ['SMT', 'DMT', 'BMT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT any(type IN team.type WHERE type IN $leadership_teams)
  AND NOT EXISTS {
    MATCH (team)-[:REPORTS_TO]->(leader:Team {status: 'active'})
    WHERE (leader.kind = 'leadership' OR any(type IN leader.type WHERE type IN $leadership_teams))
  }
  AND NOT (coalesce($region_team IN team.type, false) AND EXISTS {
    MATCH (team) (
      (:Team)-[step:REPORTS_TO]->(:Team {status: 'active'})
    ){1,5} (top:Team)
    WHERE size(step) <= $leadership_hops
      AND ($state_leaders IN top.type OR EXISTS { (top)<-[:ON]-(:Role {code: 'chief'}) })
  })
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level,
       CASE
         WHEN EXISTS { MATCH (unit)<-[:OF]-(pair:Link {group: 'leadership'}) WHERE pair.family IN ['holds', 'weak', 'one_way'] }
           THEN 'medium'
         WHEN unit.level = 'state' THEN 'critical'
         ELSE 'high'
       END AS severity,
       ['unsponsored:' + team.team_id] AS origins,
       CASE
         WHEN unit.level IN ['state', 'region'] AND NOT EXISTS {
           MATCH (:Unit {level: 'state'})<-[:SERVES]-(leader:Team {status: 'active'}) WHERE $state_leaders IN leader.type
         } THEN COLLECT { MATCH (state:Unit {level: 'state'}) RETURN 'leaders:' + state.unit_id }
         WHEN coalesce($region_team IN team.type, false) THEN ['reports:' + team.team_id]
         ELSE []
       END AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
