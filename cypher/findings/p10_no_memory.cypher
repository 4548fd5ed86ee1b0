// id: p10_no_memory
// rule: P-10
// title: Team older than all its memberships
// question: In which teams older than a year did every member join within the last year?
// kind: finding
// severity: medium
// needs: [members, scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Ask someone who was on the team before to tell today's members what was decided and why, and hand over what is written
//   down. The team's leadership invites.
// source: "default: twelve months; what a team knows goes with its people unless it is handed on (Active Implementation Hub,
//   leadership and implementation teams)"
// params:
//   memory_months: {type: whole, default: 12, from: profile.memory_months, help: "months that at least one member should have been on the team"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: chartered, type: date, help: "day on which the team's charter was agreed"}
//   - {name: members, type: whole}
//   - {name: since, type: date, help: "first day of the member who has been on the team longest"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (team:Team {status: 'active'})<-[:MEMBER_OF]-(:Person)
//     WHERE any(type IN team.type WHERE type IN $implementation_teams)
//       AND team.chartered_on < $as_of - duration({months: $memory_months})
//     RETURN count(DISTINCT team) AS population
//   of: implementation teams chartered longer ago
// sentence: >-
//   The charter of {team} is from {chartered}; the one of its {members:member|members} who has been on it longest began on
//   {since}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], memory_months: 12, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
WITH DISTINCT team, unit, $as_of - duration({months: $memory_months}) AS day
WHERE team.chartered_on < day
MATCH (person:Person)-[:MEMBER_OF]->(team)

// A role that someone had on the team before counts; where any first day is not known, they may have been there longer.
CALL (person, team) {
  MATCH (person)-[held:HOLDS|FORMERLY_HOLDS]->(:Role|FormerRole)-[:ON|FORMERLY_ON]->(team)
  RETURN CASE WHEN count(held.since) = count(held) THEN min(held.since) END AS began
}
WITH team, unit, day, count(person) AS members, count(began) AS known, min(began) AS since
WHERE known = members AND since > day
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       team.chartered_on AS chartered, members, since, ['turnover:' + team.team_id] AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
