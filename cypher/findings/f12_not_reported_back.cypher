// id: f12_not_reported_back
// rule: F-12
// title: Resolved, and not reported back
// question: Which resolved barriers were never reported back to the teams that raised them?
// kind: finding
// severity: medium
// needs: [links, barriers]
// sheets: [units, teams, barriers]
// advice: >-
//   Tell the teams that raised them what was decided and why, and note the day. The team that answered does it.
// source: "default: within 30 days; closing the loop is the end of practice-informed policy (Active Implementation Hub,
//   improvement cycles)"
// params:
//   report_back_days: {type: whole, default: 30, from: profile.report_back_days, help: "days within which those who raised a barrier hear of the result"}
//   report_back_days_before: {type: date, from: profile.report_back_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit whose team had the barrier last"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: barriers, type: whole, help: "barriers that were resolved longer ago and not reported back"}
//   - {name: teams, type: whole, help: "teams that raised them"}
//   - {name: resolved, type: date, help: "day on which the first of them was resolved"}
//   - {name: oldest, type: text, subject: Barrier, help: "id of that one"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) WHERE b.state IN ['resolved', 'reported_back'] RETURN count(DISTINCT b) AS population
//   of: resolved barriers
// sentence: >-
//   {upper}: news of {barriers:resolved barrier|resolved barriers} is still due to {teams:team|teams} that raised
//   {barriers:=it|them}; the first was resolved on {resolved}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], report_back_days: 30, report_back_days_before: null}

// A blank means "not known" while the column is empty for all. Without the way it took, the team above the one that raised
// it is asked.
MATCH (any:Barrier)
WITH count(any.reported_back_on) AS said
WHERE said > 0
MATCH (barrier:Barrier {state: 'resolved'})-[:RAISED_BY]->(raiser:Team {status: 'active'})-[:SERVES]->(home:Unit)
WHERE coalesce(barrier.kind, 'barrier') = 'barrier' AND (home.scoped OR home.level = 'state')
  AND barrier.resolved_on < coalesce($report_back_days_before, $as_of - duration({days: $report_back_days}))
OPTIONAL MATCH (last:Team {team_id: barrier.at_team})-[:SERVES]->(at:Unit)
WHERE last <> raiser
OPTIONAL MATCH (home)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(above:Unit)
WITH DISTINCT barrier, raiser, coalesce(at, above) AS upper
WHERE upper:Unit AND (upper.scoped OR upper.level = 'state')
WITH upper, barrier, raiser ORDER BY barrier.resolved_on, barrier.barrier_id
WITH upper, count(DISTINCT barrier) AS barriers, collect(DISTINCT raiser.team_id) AS teams, head(collect(barrier)) AS oldest
RETURN upper.unit_id AS unit_id, upper.name AS upper, barriers, size(teams) AS teams, oldest.resolved_on AS resolved,
       oldest.barrier_id AS oldest, [upper.unit_id] + teams AS ids, coalesce(upper.buildings, 0) AS buildings;
