// id: f23_mostly_sends
// rule: F-23
// title: Team that mostly sends
// question: Which teams write to far more people below than write to them?
// kind: finding
// severity: medium
// needs: [members, coverage, link_state]
// sheets: [units, teams, roles, assignments, contacts]
// advice: >-
//   Plan a listening step: a regular call or a short form in which the teams below speak first. The team itself decides.
// source: "default: three people addressed for each who writes back; communication runs both ways (Active Implementation
//   Hub, linked teams)"
// params:
//   broadcast_ratio: {type: number, default: 3, from: profile.broadcast_ratio, help: "people addressed for each who writes back, above which a team mostly sends"}
//   broadcast_min: {type: whole, default: 20, from: profile.broadcast_min, help: "teams that write to fewer people are not judged"}
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of a team's members whose contacts must be known"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: reached, type: whole, help: "people of the teams below to whom its members wrote in the period"}
//   - {name: heard, type: whole, help: "people of the teams below who wrote to its members"}
//   - {name: teams, type: whole, help: "teams below to which it wrote"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE t.covered >= $coverage_share AND EXISTS { (t)<-[:UPPER]-(:Link {group: 'support'}) }
//     RETURN count(t) AS population
//   of: teams that support others and whose contacts are known
// sentence: >-
//   {team} wrote to {reached:person|people} of the {teams:team|teams} it supports in the period; {heard} of them or their
//   colleagues wrote to it.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], broadcast_ratio: 3, broadcast_min: 20, coverage_share: 0.8, window_days: 180, window_days_before: null}

// The team's own mail is known in both directions, so that silence from below is not a missing record.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE team.covered >= $coverage_share AND (unit.scoped OR unit.level = 'state')
  AND EXISTS { (team)<-[:UPPER]-(:Link {group: 'support'}) }
WITH team, unit, coalesce($window_days_before, $as_of - duration({days: $window_days})) AS start
CALL (team, start) {
  MATCH (team)<-[:UPPER]-(:Link {group: 'support'})-[:LOWER]->(lower:Team)<-[:MEMBER_OF]-(receiver:Person)
  WHERE lower <> team AND NOT EXISTS { (receiver)-[:MEMBER_OF]->(team) } AND EXISTS {
    MATCH (receiver)<-[contact:COMMUNICATES_WITH]-(:Person)-[:MEMBER_OF]->(team)
    WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of
  }
  RETURN count(DISTINCT receiver) AS reached, count(DISTINCT lower) AS teams
}
WITH team, unit, start, reached, teams
WHERE reached >= $broadcast_min
CALL (team, start) {
  MATCH (team)<-[:UPPER]-(:Link {group: 'support'})-[:LOWER]->(lower:Team)<-[:MEMBER_OF]-(sender:Person)
  WHERE lower <> team AND NOT EXISTS { (sender)-[:MEMBER_OF]->(team) } AND EXISTS {
    MATCH (sender)-[contact:COMMUNICATES_WITH]->(:Person)-[:MEMBER_OF]->(team)
    WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of
  }
  RETURN count(DISTINCT sender) AS heard
}
WITH team, unit, reached, heard, teams
WHERE reached > $broadcast_ratio * heard
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, reached, heard, teams,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
