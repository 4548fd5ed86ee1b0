// id: d02_not_placed
// rule: D-02
// title: Team or unit without its place
// question: Which teams have an unknown function, and which units are outside the hierarchy?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units]
// advice: >-
//   State the team's function, or the unit that this unit is part of. The data steward corrects the sheet.
// source: "default: names that mean leadership in one state and implementation in another are never guessed"
// columns:
//   - {name: id, type: text, key: true, help: "the team or unit"}
//   - {name: name, type: text}
//   - {name: problem, type: text, help: "what is unknown"}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {name} {problem}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}
CALL () {
  MATCH (team:Team)
  WHERE 'other' IN team.type AND team.kind IS NULL AND team.status <> 'inactive'
  OPTIONAL MATCH (team)-[:SERVES]->(unit:Unit)
  RETURN team.team_id AS id, team.name AS name, 'is a team whose function is not on record' AS problem, unit, team.team_id AS about
  UNION
  MATCH (unit:Unit)
  WHERE unit.level IN ['region', 'district', 'school', 'office', 'county'] AND coalesce(unit.closed > $as_of, true)
    AND coalesce(unit.in_scope, true)
    AND NOT EXISTS { (unit)-[:PART_OF]->(:Unit) }
    AND EXISTS {
      MATCH (top:Unit)
      WHERE top.level = 'state'
         OR top.level = 'region' AND unit.level IN ['district', 'school', 'county']
         OR top.level IN ['district', 'county'] AND unit.level = 'school'
    }
  RETURN unit.unit_id AS id, unit.name AS name, 'is part of no other unit on record' AS problem, unit, null AS about
}
RETURN DISTINCT id, name, problem, unit.unit_id AS unit_id, unit.name AS unit,
       [each IN [about, unit.unit_id] WHERE each IS NOT NULL] AS ids, coalesce(unit.buildings, 0) AS buildings;
