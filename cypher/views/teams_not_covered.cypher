// id: teams_not_covered
// title: Teams without contact records
// question: For which teams were contact records not received?
// kind: view
// params:
//   enough: {type: share, default: 0.8, from: profile.coverage_share, help: Share of a team's members whose contacts must be known}
//   limit: {type: whole, default: 200, help: Maximum number of rows}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: name, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: level, type: text}
//   - {name: covered, type: share}
//   - {name: buildings, type: whole}
//   - {name: cant_tell, type: whole}
//
// :params {enough: 0.8, limit: 200}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
WHERE team.covered < $enough AND team.kind = 'implementation'
RETURN team.team_id AS team_id, team.name AS name, unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level,
       team.covered AS covered, unit.buildings AS buildings,
       COUNT { MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(line:Line {state: 'cant_tell'}) RETURN line } AS cant_tell
ORDER BY cant_tell DESC, buildings DESC, team_id
LIMIT $limit;
