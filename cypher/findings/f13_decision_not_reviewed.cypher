// id: f13_decision_not_reviewed
// rule: F-13
// title: Decisions that are due for review
// question: Which teams' decisions are due for review?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams, changes]
// advice: >-
//   Put the decision on the agenda: does it still do what it was made for? Note the day. The team that decided reviews it.
// source: "default: once a year; plan, do, study, act (Active Implementation Hub, improvement cycles)"
// params:
//   decision_months: {type: whole, default: 12, from: profile.decision_months, help: "months after which a decision is due for review"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: decisions, type: whole, help: "decisions that are due for review"}
//   - {name: since, type: date, help: "the earliest day on which one of them was made or last reviewed"}
//   - {name: changes, type: texts, help: "ids of the decisions"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (c:Change {kind: 'decision'})-[:OWNED_BY]->(:Team) RETURN count(DISTINCT c) AS population
//   of: decisions on record
// sentence: >-
//   {decisions:decision|decisions} of {team} {decisions:=is|are} due for review; the earliest was made or last reviewed on
//   {since}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], decision_months: 12}

// A blank means "not known" while the column is empty for all; where other decisions have a day, it means there is none.
MATCH (any:Change)
WITH count(any.reviewed_on) > 0 AS noted
MATCH (change:Change {kind: 'decision'})-[:OWNED_BY]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND (noted OR change.reviewed_on IS NOT NULL)
WITH team, unit, change, coalesce(change.reviewed_on, change.decided_on) AS day
WHERE day < $as_of - duration({months: $decision_months})
WITH team, unit, change, day ORDER BY day, change.change_id
WITH team, unit, count(change) AS decisions, min(day) AS since, collect(change.change_id) AS changes
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, decisions, since, changes,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
