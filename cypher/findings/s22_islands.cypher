// id: s22_islands
// rule: S-22
// title: Teams cut off from the state's leadership
// question: Which groups of teams have no support or reporting link that leads to the State Management Team?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams, team_links]
// advice: >-
//   Connect the group by one support or reporting link, or give it a start date. The level above the group decides.
// source: "Linked teams reduce isolated silos (Active Implementation Hub, Module 3, Topic 1); weakly connected groups of the
//   links on record"
// params:
//   state_leaders: {type: text, default: SMT, from: profile.state_leaders, help: "type of the state's leadership team"}
//   line_teams: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.line_teams, help: "types of all teams of the line"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: island, type: text, key: true, subject: Team, help: "first team of the group by id"}
//   - {name: teams, type: whole}
//   - {name: led, type: flag, help: "whether the state has an active leadership team; where it has none, no team can be joined to it"}
//   - {name: units, type: texts, help: "up to three units of the group, the highest first"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {led:No support or reporting link on record joins the State Management Team with|No active State Management Team is on
//   record to be joined with} {teams:team|teams} around {units}.
//   {buildings:building is|buildings are} below {teams:=it|them}.
//
// :params {state_leaders: 'SMT', line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT'], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// Groups are collected from their highest team down, so that each is walked once or a few times, not once per team.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND any(type IN team.type WHERE type IN $line_teams)
  // What lies below a team that is still forming has not begun.
  AND NOT EXISTS { MATCH (unit)<-[:OF]-(pair:Link {group: 'support'}) WHERE pair.no_team IS NOT NULL AND pair.absent IS NULL }
WITH collect(DISTINCT team) AS teams
CALL (teams) {
  UNWIND teams AS seed
  WITH seed
  WHERE $state_leaders IN seed.type AND EXISTS { (seed)-[:SERVES]->(:Unit {level: 'state'}) }
  MATCH (seed) (
    (:Team)-[:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
  )* (reached:Team)
  WITH DISTINCT reached
  RETURN collect(reached) AS linked
}
WITH linked, [team IN teams WHERE NOT team IN linked] AS loose
CALL (loose) {
  UNWIND loose AS seed
  WITH seed
  WHERE EXISTS { (seed)-[:SERVES]->(:Unit {level: 'state'}) }
  MATCH (seed) (
    (:Team)-[:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
  )* (reached:Team)
  WITH DISTINCT seed, reached
  WITH seed, min(reached.team_id) AS island, collect(reached) AS found
  WITH island, head(collect(found)) AS found
  RETURN collect(found) AS top
}
WITH top, loose, COLLECT {
  UNWIND top AS found
  UNWIND found AS team
  RETURN DISTINCT team
} AS taken
WITH top, [team IN loose WHERE NOT team IN taken] AS loose
CALL (loose) {
  UNWIND loose AS seed
  WITH seed
  WHERE EXISTS { (seed)-[:SERVES]->(:Unit {level: 'region'}) }
  MATCH (seed) (
    (:Team)-[:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
  )* (reached:Team)
  WITH DISTINCT seed, reached
  WITH seed, min(reached.team_id) AS island, collect(reached) AS found
  WITH island, head(collect(found)) AS found
  RETURN collect(found) AS middle
}
WITH top, middle, loose, COLLECT {
  UNWIND middle AS found
  UNWIND found AS team
  RETURN DISTINCT team
} AS taken
WITH top, middle, [team IN loose WHERE NOT team IN taken] AS loose
CALL (loose) {
  UNWIND loose AS seed
  WITH seed
  WHERE EXISTS { (seed)-[:SERVES]->(:Unit {level: 'district'}) }
  MATCH (seed) (
    (:Team)-[:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
  )* (reached:Team)
  WITH DISTINCT seed, reached
  WITH seed, min(reached.team_id) AS island, collect(reached) AS found
  WITH island, head(collect(found)) AS found
  RETURN collect(found) AS low
}
WITH top, middle, low, loose, COLLECT {
  UNWIND low AS found
  UNWIND found AS team
  RETURN DISTINCT team
} AS taken
WITH top, middle, low, [team IN loose WHERE NOT team IN taken] AS loose
CALL (loose) {
  UNWIND loose AS seed
  WITH seed
  MATCH (seed) (
    (:Team)-[:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
  )* (reached:Team)
  WITH DISTINCT seed, reached
  WITH seed, min(reached.team_id) AS island, collect(reached) AS found
  WITH island, head(collect(found)) AS found
  RETURN collect(found) AS rest
}
UNWIND top + middle + low + rest AS found
UNWIND found AS team
MATCH (team)-[:SERVES]->(unit:Unit)
WITH found, team, unit, CASE unit.level WHEN 'state' THEN 0 WHEN 'region' THEN 1 WHEN 'district' THEN 2 ELSE 3 END AS depth
ORDER BY depth, unit.unit_id, team.team_id
WITH found, collect(DISTINCT team.team_id) AS teams, collect(DISTINCT unit) AS units,
     collect(DISTINCT CASE WHEN any(type IN team.type WHERE type IN $implementation_teams) THEN [depth, 'support:' + team.team_id] END)
       AS supported,
     collect(DISTINCT CASE WHEN unit.level = 'state' THEN 'leaders:' + unit.unit_id END) AS leaders
WITH teams, units, leaders, [each IN supported WHERE each[0] = supported[0][0] | each[1]] AS highest
CALL (units) {
  UNWIND units AS unit
  MATCH (unit)<-[:PART_OF*0..6]-(below:Unit {level: 'school', scoped: true})
  RETURN count(DISTINCT below) AS buildings
}
WITH teams, units, buildings, leaders, highest
UNWIND teams AS id
WITH teams, units, buildings, leaders, highest, min(id) AS island
RETURN island, size(teams) AS teams,
       EXISTS {
         MATCH (:Unit {level: 'state'})<-[:SERVES]-(chiefs:Team {status: 'active'})
         WHERE $state_leaders IN chiefs.type
       } AS led,
       [unit IN units | unit.name][..3] AS units,
       CASE WHEN size(leaders) > 0 THEN leaders ELSE highest END AS follows,
       teams + [unit IN units | unit.unit_id] AS ids, buildings;
