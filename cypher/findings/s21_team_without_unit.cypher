// id: s21_team_without_unit
// rule: S-21
// title: Active team without an open unit
// question: Which active teams serve no unit, or one that is closed?
// kind: finding
// severity: medium
// needs: []
// sheets: [units, teams]
// advice: >-
//   Say which unit the team serves now, or set it to inactive. The team above it decides; the data steward corrects the
//   record.
// source: "Each team serves a unit of the state (the sheets' own rule)"
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, help: "id of the unit that it served; blank if none was ever given"}
//   - {name: unit, type: text}
//   - {name: closed, type: date, help: "day on which the unit closed; blank if it has left the records"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) RETURN count(t) AS population
//   of: active teams
// sentence: >-
//   {team} is on record as active; an open unit that it serves is not[. It served {unit}][, which closed on {closed}].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}

MATCH (team:Team {status: 'active'})
WHERE NOT EXISTS {
  MATCH (team)-[:SERVES]->(open:Unit)
  WHERE coalesce(open.closed > $as_of, true) OR coalesce(NOT open.in_scope, false)
}
OPTIONAL MATCH (team)-[:SERVES|FORMERLY_SERVES]->(unit:Unit|FormerUnit)
WITH team, unit
ORDER BY coalesce(unit.closed, unit.ended_on) DESC, unit.unit_id
WITH team, head(collect(unit)) AS unit
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, unit.closed AS closed,
       [id IN [team.team_id, unit.unit_id] WHERE id IS NOT NULL] AS ids, 0 AS buildings;
