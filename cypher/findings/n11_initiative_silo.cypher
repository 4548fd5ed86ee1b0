// id: n11_initiative_silo
// rule: N-11
// title: Teams of two programs that do not meet
// question: In which units do teams for different programs share no member and no link?
// kind: finding
// severity: high
// needs: [scope, members, coverage]
// sheets: [units, teams, roles, assignments, innovations, team_innovations, [contacts, meetings]]
// advice: >-
//   Name one person who sits on both teams, or let one team carry both programs. The leadership of the unit decides.
// source: "Linked teams reduce silos of single initiatives (Active Implementation Hub, Module 3, Topic 1)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   meeting_max: {type: whole, default: 25, from: profile.meeting_max, help: "a meeting with more attendees links nobody"}
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of a team's members whose contacts must be known"}
// columns:
//   - {name: team_a, type: text, key: true, subject: Team}
//   - {name: team_b, type: text, key: true, subject: Team}
//   - {name: name_a, type: text}
//   - {name: name_b, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: innovations_a, type: texts, help: "what the first team works on"}
//   - {name: innovations_b, type: texts, help: "what the second team works on"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {unit}: the team for {innovations_a} and the team for {innovations_b} work side by side: a common member, or
//   contact between them, is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT'], window_days: 180, window_days_before: null, meeting_max: 25, coverage_share: 0.8}

MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND (team.kind = 'implementation' OR any(type IN team.type WHERE type IN $implementation_teams))
WITH DISTINCT unit, team
ORDER BY team.team_id
WITH unit, collect(team) AS teams
WHERE size(teams) > 1
UNWIND range(0, size(teams) - 2) AS at
UNWIND teams[at + 1..] AS b
WITH unit, teams[at] AS a, b
WHERE (a.covered >= $coverage_share OR b.covered >= $coverage_share)
  AND EXISTS { (:Person)-[:MEMBER_OF]->(a) } AND EXISTS { (:Person)-[:MEMBER_OF]->(b) }
  AND NOT EXISTS { (a)<-[:MEMBER_OF]-(:Person)-[:MEMBER_OF]->(b) }
  AND NOT EXISTS { (a)-[:SUPPORTS|REPORTS_TO]-(b) }
  AND NOT EXISTS { (a:Team)<-[:FROM|TO]-(:Protocol)-[:FROM|TO]->(b:Team) }
WITH unit, a, b, coalesce($window_days_before, $as_of - duration({days: $window_days})) AS start,
     COLLECT { MATCH (a)-[:USES]->(used:Innovation) RETURN DISTINCT used ORDER BY used.innovation_id } AS here,
     COLLECT { MATCH (b)-[:USES]->(used:Innovation) RETURN DISTINCT used ORDER BY used.innovation_id } AS there
WHERE size(here) > 0 AND size(there) > 0 AND none(used IN here WHERE used IN there)
  AND NOT EXISTS { MATCH (a)<-[:FROM|TO]-(checked:LinkCheck)-[:FROM|TO]->(b) WHERE checked.period_end >= start }
  AND NOT EXISTS {
    MATCH (a)<-[:MEMBER_OF]-(:Person)-[contact:COMMUNICATES_WITH]-(:Person)-[:MEMBER_OF]->(b)
    WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of
  }
  AND NOT EXISTS {
    MATCH (a)<-[:MEMBER_OF]-(:Person)-[:ATTENDED]->(meeting:Meeting)<-[:ATTENDED]-(:Person)-[:MEMBER_OF]->(b)
    WHERE start <= meeting.held_on <= $as_of AND coalesce(meeting.size <= $meeting_max, true)
  }
RETURN a.team_id AS team_a, b.team_id AS team_b, a.name AS name_a, b.name AS name_b, unit.unit_id AS unit_id,
       unit.name AS unit, [used IN here | coalesce(used.name, used.innovation_id)] AS innovations_a,
       [used IN there | coalesce(used.name, used.innovation_id)] AS innovations_b,
       [a.team_id, b.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
