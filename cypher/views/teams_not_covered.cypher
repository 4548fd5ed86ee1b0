// id: teams_not_covered
// title: Teams without contact records
// question: For which teams can't silence on a link be told from missing contact records?
// kind: view
// params:
//   enough: {type: share, default: 0.8, from: profile.coverage_share, help: Share of a team's members whose contacts must be known}
//   line_teams: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.line_teams, help: Types of all teams of the line}
//   limit: {type: whole, default: 200, help: Maximum number of rows}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: name, type: text}
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: level, type: text}
//   - {name: covered, type: share}
//   - {name: buildings, type: whole}
//   - {name: cant_tell, type: whole}
//   - {name: teams, type: whole, help: 'How many rows there are without the limit'}
//
// :params {enough: 0.8, line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT'], limit: 200}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
// The same teams as those of D-05, whose answer also says when their last records end.
WHERE (unit.scoped OR unit.level = 'state') AND team.covered < $enough
  AND any(type IN team.type WHERE type IN $line_teams)
  AND EXISTS { MATCH (team)<-[:UPPER|LOWER]-(:Link {state: 'cant_tell'}) }
WITH DISTINCT team, unit,
     COUNT { MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(line:Line {state: 'cant_tell'}) RETURN line } AS cant_tell
ORDER BY cant_tell DESC, unit.buildings DESC, team.team_id, unit.unit_id
WITH collect(team) AS found, collect(unit) AS units, collect(cant_tell) AS unsure
UNWIND range(0, size(found) - 1) AS i
WITH found[i] AS team, units[i] AS unit, unsure[i] AS cant_tell, size(found) AS teams
RETURN team.team_id AS team_id, team.name AS name, unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level,
       team.covered AS covered, unit.buildings AS buildings, cant_tell, teams
LIMIT $limit;
