// id: f14_change_without_feedback
// rule: F-14
// title: Changes in force without feedback from practice
// question: For which changes in force is feedback from those affected not on record?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, changes]
// advice: >-
//   Ask the teams that work with the change how it goes, and note the day. The team that decided asks.
// source: "default: within 90 days in session; policy-enabled practice needs practice-informed policy (Active Implementation
//   Hub, improvement cycles)"
// params:
//   feedback_days: {type: whole, default: 90, from: profile.feedback_days, help: "days within which those affected by a change are asked"}
//   feedback_days_before: {type: date, from: profile.feedback_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: count, type: whole, help: "policies, structures and administrative practices in force without feedback"}
//   - {name: since, type: date, help: "day on which the first of them was decided"}
//   - {name: changes, type: texts, help: "their ids"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (c:Change)-[:OWNED_BY]->(:Team) WHERE c.kind IN ['policy', 'structure', 'administrative_practice']
//     RETURN count(DISTINCT c) AS population
//   of: policies and other changes on record
// sentence: >-
//   Feedback from practice on {count:change|changes} that {team} decided is not on record; the first dates from {since}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], feedback_days: 90, feedback_days_before: null}

// A blank means "not known" while the column is empty for all; where other changes have a day, it means there is none.
MATCH (any:Change)
WITH count(any.feedback_on) AS noted
WHERE noted > 0
MATCH (change:Change)-[:OWNED_BY]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE change.kind IN ['policy', 'structure', 'administrative_practice'] AND change.feedback_on IS NULL
  AND (unit.scoped OR unit.level = 'state')
  AND change.decided_on < coalesce($feedback_days_before, $as_of - duration({days: $feedback_days}))
WITH team, unit, change ORDER BY change.decided_on, change.change_id
WITH team, unit, count(change) AS count, min(change.decided_on) AS since, collect(change.change_id) AS changes
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, count, since, changes,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
