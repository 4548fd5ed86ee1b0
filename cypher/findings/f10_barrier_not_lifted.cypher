// id: f10_barrier_not_lifted
// rule: F-10
// title: Barriers that have not reached the level that can decide
// question: Which barriers stay below the level that can decide on them?
// kind: finding
// severity: high
// needs: [link_state, barriers]
// sheets: [units, teams, barriers, escalations]
// advice: >-
//   Pass them on to the team that can decide, and tell those who raised them where they are. The team above collects them at
//   least monthly and notes the day it received them.
// source: "default: within 30 days; barriers are lifted up the line to the level that can act (State Implementation and
//   Scaling-up of Evidence-based Practices Center, eNotes, May 2015)"
// params:
//   lift_days: {type: whole, default: 30, from: profile.lift_days, help: "days within which a barrier is passed on"}
//   lift_days_before: {type: date, from: profile.lift_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "codes of the levels, from the top down"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit whose team is to receive them"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: barriers, type: whole, help: "barriers that wait to be passed on or received"}
//   - {name: teams, type: whole, help: "teams that have them, or passed them on last"}
//   - {name: not_received, type: whole, help: "those passed on that no team received"}
//   - {name: days, type: whole, help: "days in session for which the oldest has stayed there"}
//   - {name: oldest, type: text, subject: Barrier, help: "id of the oldest"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) WHERE b.state IN ['raised', 'waiting', 'passed_on'] RETURN count(DISTINCT b) AS population
//   of: barriers that are open
// sentence: >-
//   {upper}: {barriers:barrier|barriers} of {teams:team|teams} {barriers:=waits|wait} to reach a team that can decide; the
//   oldest for {days:day|days} in session.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], lift_days: 30, lift_days_before: null, levels: ['state', 'region', 'district', 'school']}

// With a team below the level needed; or passed on, and received by nobody since.
MATCH (barrier:Barrier)
WHERE barrier.state IN ['raised', 'waiting', 'passed_on'] AND coalesce(barrier.kind, 'barrier') = 'barrier'
  AND barrier.since < coalesce($lift_days_before, $as_of - duration({days: $lift_days}))
MATCH (team:Team {team_id: barrier.at_team, status: 'active'})-[:SERVES]->(unit:Unit)
WHERE unit.scoped OR unit.level = 'state'
WITH barrier, team, unit,
     coalesce([at IN range(0, size($levels) - 1) WHERE $levels[at] = unit.level][0]
       > [at IN range(0, size($levels) - 1) WHERE $levels[at] = barrier.level_needed][0], false) AS below
WHERE below OR barrier.state = 'passed_on'
// At the level that can decide already, the unit's own leaders are to receive it. A link that has not begun lifts nothing.
OPTIONAL MATCH (unit)<-[:OF]-(link:Link {group: 'support'})-[:OWED_BY]->(above:Unit)
WHERE below OR barrier.level_needed IS NULL
WITH barrier, team, unit, below, link, coalesce(above, unit) AS upper
WHERE upper:Unit AND coalesce(link.state <> 'starting', NOT below)
WITH upper, barrier, team, link ORDER BY barrier.days DESC, barrier.barrier_id
WITH upper, count(DISTINCT barrier) AS barriers, collect(DISTINCT team.team_id) AS teams, head(collect(barrier)) AS oldest,
     count(DISTINCT CASE WHEN barrier.state = 'passed_on' THEN barrier END) AS not_received,
     all(family IN collect(coalesce(link.family, 'none')) WHERE family = 'gap') AS cut, collect(DISTINCT 'link:' + link.link_id) AS links
RETURN upper.unit_id AS unit_id, upper.name AS upper, barriers, size(teams) AS teams, not_received, oldest.days AS days,
       oldest.barrier_id AS oldest, CASE WHEN cut THEN links ELSE [] END AS follows, [upper.unit_id] + teams AS ids,
       coalesce(upper.buildings, 0) AS buildings;
