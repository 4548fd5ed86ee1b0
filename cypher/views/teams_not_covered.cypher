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
//   - {name: never, type: flag, help: 'Whether no contact record of the team was ever received'}
//   - {name: until, type: date, help: 'Last day for which its records were received, by the sheet collected; blank for not known'}
//   - {name: teams, type: whole, help: 'How many rows there are without the limit'}
//   - {name: never_teams, type: whole, help: 'How many of these never had a contact record'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], enough: 0.8, line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT'], limit: 200}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
// The same teams as those of D-05, whose answer also says when their last records end.
WHERE (unit.scoped OR unit.level = 'state') AND team.covered < $enough
  AND any(type IN team.type WHERE type IN $line_teams)
  AND EXISTS { MATCH (team)<-[:UPPER|LOWER]-(:Link {state: 'cant_tell'}) }
WITH DISTINCT team, unit,
     COUNT { MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(line:Line {state: 'cant_tell'}) RETURN line } AS cant_tell,
     COLLECT {
       MATCH (collection:Collection)-[:OF]->(team)
       WHERE coalesce(collection.from <= $as_of, true)
       WITH coalesce(collection.to, $as_of) AS day
       RETURN CASE WHEN day < $as_of THEN day ELSE $as_of END ORDER BY day DESC LIMIT 1
     }[0] AS until,
     // Where no sheet says what was collected, any record of a member is one of the team; else the other side may tell of it.
     NOT EXISTS { (:Collection)-[:OF]->(:Team) }
       AND EXISTS { (team)<-[:MEMBER_OF]-(member:Person) WHERE (member)-[:COMMUNICATES_WITH|ATTENDED]-() } AS recorded
ORDER BY cant_tell DESC, unit.buildings DESC, team.team_id, unit.unit_id
WITH collect(team) AS found, collect(unit) AS units, collect(cant_tell) AS unsure, collect([until]) AS days,
     collect(until IS NULL AND NOT recorded) AS never
UNWIND range(0, size(found) - 1) AS i
WITH found[i] AS team, units[i] AS unit, unsure[i] AS cant_tell, never[i] AS none, days[i][0] AS until,
     size(found) AS teams, size([each IN never WHERE each]) AS never_teams
RETURN team.team_id AS team_id, team.name AS name, unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level,
       team.covered AS covered, unit.buildings AS buildings, cant_tell,
       none AS never, until, teams, never_teams
LIMIT $limit;
