// id: s25_funding_ends
// rule: S-25
// title: Team paid for until a day on record
// question: Which implementation teams are paid for only until a day that is near or past?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Put the time and costs of the team into the regular budget before that day. The leadership of its own level decides,
//   with whoever pays for it now.
// source: "The infrastructure is to be as enduring as finance and information technology (Active Implementation Hub, Module 3);
//   the months ahead are a default"
// params:
//   funding_months: {type: whole, default: 12, from: profile.funding_months, help: "months ahead for which the end of a team's funding is reported"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: ends, type: date, help: "day from which it is no longer paid for"}
//   - {name: passed, type: flag, help: "whether that day has come"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(t) AS population
//   of: implementation teams
// sentence: >-
//   {team} {passed:was|is} paid for until {ends}; what follows is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], funding_months: 12, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND team.funding_ends < $as_of + duration({months: $funding_months})
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       team.funding_ends AS ends, team.funding_ends <= $as_of AS passed,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
