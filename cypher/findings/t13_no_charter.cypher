// id: t13_no_charter
// rule: T-13
// title: Implementation team without a charter
// question: Which implementation teams have no charter?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams]
// advice: >-
//   Write the charter: purpose, members, decisions, how the team communicates. The team above helps to write it; the team's
//   leadership signs it.
// source: "Terms of reference as a product of forming a team (National Implementation Research Network)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: upper, type: text, help: "the unit that supports it; blank for the state's team"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(t) AS population
//   of: implementation teams
// sentence: >-
//   [{upper}: ]a charter is not on record for {team}.
//
// :params {implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A blank means "not known" while the column is empty for all; where other teams have a date, it means there is none.
MATCH (other:Team)
WHERE other.chartered_on IS NOT NULL
WITH count(other) AS said
WHERE said > 0
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND team.chartered_on IS NULL AND team.charter_reviewed_on IS NULL
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       COLLECT {
         MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
         RETURN upper.name ORDER BY upper.unit_id LIMIT 1
       }[0] AS upper,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
