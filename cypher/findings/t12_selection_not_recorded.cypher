// id: t12_selection_not_recorded
// rule: T-12
// title: Choice of members not on record
// question: For which implementation teams is it not on record how members were chosen?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Write down by which criteria members are chosen, and use them when the next one joins. The team's leadership decides.
// source: "Selection of team members by criteria (Active Implementation Hub, Module 3)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(t) AS population
//   of: implementation teams
// sentence: >-
//   How the members of {team} were chosen is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A blank means "not known" while the column is empty for all; where other teams have a date, it means there is none.
MATCH (other:Team)
WHERE other.selection_recorded_on IS NOT NULL
WITH count(other) AS said
WHERE said > 0
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
  AND team.selection_recorded_on IS NULL
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
