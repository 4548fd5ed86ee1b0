// id: f19_cycle_stuck
// rule: F-19
// title: Improvement cycles that stopped halfway
// question: Which teams' improvement cycles were carried out and then not finished?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, cycles]
// advice: >-
//   Look at the results together, and decide what follows: keep it, change it, or drop it. The team does it; the team above
//   helps to look at the data.
// source: "default: within 60 days in session; only 2 of 73 published improvement cycles had all their parts (Taylor et al.
//   2014)"
// params:
//   cycle_days: {type: whole, default: 60, from: profile.cycle_days, help: "days within which each step follows the one before, once the plan was carried out"}
//   cycle_days_before: {type: date, from: profile.cycle_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: stuck, type: whole, help: "improvement cycles that stopped after they were carried out"}
//   - {name: unstudied, type: whole, help: "those whose results are still to be looked at"}
//   - {name: since, type: date, help: "day of the last step of the one that stopped first"}
//   - {name: cycles, type: texts, help: "their ids"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (c:Cycle)-[:OWNED_BY]->(:Team) WHERE c.done_on IS NOT NULL RETURN count(DISTINCT c) AS population
//   of: improvement cycles that were carried out
// sentence: >-
//   {stuck:improvement cycle|improvement cycles} of {team} {stuck:=was|were} carried out and {stuck:=waits|wait} to be
//   finished; the last step of the first is from {since}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], cycle_days: 60, cycle_days_before: null}

// A blank means "not known" while the column is empty for all.
MATCH (any:Cycle)
WITH count(any.studied_on) > 0 AS studied, count(any.acted_on) > 0 AS acted,
     coalesce($cycle_days_before, $as_of - duration({days: $cycle_days})) AS start
MATCH (cycle:Cycle)-[:OWNED_BY]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND cycle.done_on IS NOT NULL AND cycle.acted_on IS NULL
WITH team, unit, cycle, start, acted, studied AND cycle.studied_on IS NULL AS unstudied,
     coalesce(cycle.studied_on, cycle.done_on) AS day
WHERE day < start AND (unstudied OR acted AND cycle.studied_on IS NOT NULL)
WITH team, unit, cycle, day, unstudied ORDER BY day, cycle.cycle_id
WITH team, unit, count(cycle) AS stuck, count(CASE WHEN unstudied THEN 1 END) AS unstudied, min(day) AS since,
     collect(cycle.cycle_id) AS cycles
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, stuck, unstudied, since, cycles,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
