// id: f09_barrier_unanswered
// rule: F-09
// title: Barriers that wait for an answer
// question: With which teams do barriers wait for an answer for longer than agreed?
// kind: finding
// severity: high
// needs: [scope, barriers]
// sheets: [units, teams, barriers, escalations]
// advice: >-
//   Answer each of them, or say by when an answer comes. Put barriers on the agenda of every meeting. The team that has
//   them decides.
// source: "As agreed between the two teams; else within 30 days, a default: barriers reach the level that can act at least
//   monthly and are a standing item there (State Implementation and Scaling-up of Evidence-based Practices Center, eNotes,
//   May 2015)"
// params:
//   answer_days: {type: whole, default: 30, from: profile.answer_days, help: "days within which an answer is due where nothing else was agreed"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "codes of the levels, from the top down"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: barriers, type: whole, help: "barriers with the team whose answer was due"}
//   - {name: days, type: whole, help: "days in session since the oldest was received"}
//   - {name: due_days, type: whole, help: "days within which its answer was due"}
//   - {name: oldest, type: text, subject: Barrier, help: "id of the oldest"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier {state: 'waiting'})-[:RAISED_BY]->(:Team) RETURN count(DISTINCT b.at_team) AS population
//   of: teams that have barriers to answer
// sentence: >-
//   {team}: {barriers:barrier waits|barriers wait} for an answer that was due[; the oldest for {days:day|days} in session,
//   with an answer due within {due_days:day|days}].
//
// :params {answer_days: 30, levels: ['state', 'region', 'district', 'school']}

// A team below the level that can decide owes no answer: it passes the barrier on, which F-10 asks about.
MATCH (barrier:Barrier {state: 'waiting'})
WHERE coalesce(barrier.kind, 'barrier') = 'barrier' AND barrier.days > coalesce(barrier.due_days, $answer_days)
MATCH (team:Team {team_id: barrier.at_team, status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND NOT EXISTS { (barrier)-[:RAISED_BY]->(team) }
WITH barrier, team, unit, [at IN range(0, size($levels) - 1) WHERE $levels[at] = unit.level][0] AS place,
     [at IN range(0, size($levels) - 1) WHERE $levels[at] = barrier.level_needed][0] AS needed
WHERE coalesce(place <= needed, true)
WITH team, unit, barrier ORDER BY barrier.days DESC, barrier.barrier_id
WITH team, unit, count(barrier) AS barriers, head(collect(barrier)) AS oldest
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, barriers,
       oldest.days AS days, oldest.due_days AS due_days, oldest.barrier_id AS oldest, ['lost:' + unit.level] AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
