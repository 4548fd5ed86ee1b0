// id: d05_contacts_not_collected
// rule: D-05
// title: Team whose contact records are missing or too old
// question: For which teams can't silence on a link be told from missing contact records?
// kind: finding
// severity: high
// needs: [members, coverage, link_state]
// sheets: [teams, roles, assignments, collected, [contacts, meetings, link_checks]]
// advice: >-
//   Collect what is missing: one short link check a quarter is enough. The team's coordinator can send it.
// source: "Missing data distorts networks (Borgatti, Carley & Krackhardt 2006; Kossinets 2006); 80 % is a default"
// params:
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of members whose contacts must be known"}
//   line_teams: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.line_teams, help: "types of all teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: collected, type: share, help: "share of its contacts that is known: all or none, by the sheet collected"}
//   - {name: untold, type: whole, help: "links of the team of which we can't tell whether they hold; the other side's records may tell of the rest"}
//   - {name: told, type: whole, help: "its other links, of which the other side's records tell; blank for none"}
//   - {name: lack, type: text, help: "what is wrong with its contact records: never received, too old, or too few"}
//   - {name: until, type: date, help: "last day for which any were received; blank for none"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(u:Unit)
//     WHERE (u.scoped OR u.level = 'state') AND t.covered IS NOT NULL
//       AND any(type IN t.type WHERE type IN $line_teams)
//     RETURN count(DISTINCT t) AS population
//   of: active leadership and implementation teams
// sentence: >-
//   We can't tell whether {untold:link|links} of {team} {untold:=holds|hold}: its contact records {lack}.[ The last ones
//   end on {until}.][ The other side's records tell of
//   {told:other link|other links}.]
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], coverage_share: 0.8, line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND team.covered < $coverage_share
  AND any(type IN team.type WHERE type IN $line_teams)
WITH DISTINCT team, unit, COUNT {
  MATCH (team)<-[:UPPER|LOWER]-(link:Link {state: 'cant_tell'}) RETURN DISTINCT link
} AS untold, COUNT {
  MATCH (team)<-[:UPPER|LOWER]-(link:Link)
  WHERE link.no_team IS NULL AND NOT link.state IN ['cant_tell', 'starting']
  RETURN DISTINCT link
} AS told
WHERE untold > 0
WITH team, unit, untold, told, COLLECT {
  MATCH (collection:Collection)-[:OF]->(team)
  WHERE coalesce(collection.from <= $as_of, true)
  WITH coalesce(collection.to, $as_of) AS day
  RETURN CASE WHEN day < $as_of THEN day ELSE $as_of END ORDER BY day DESC LIMIT 1
}[0] AS until
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       team.covered AS collected, untold, CASE WHEN told > 0 THEN told END AS told,
       CASE WHEN until IS NULL THEN 'were never received'
            WHEN until < $as_of - duration({months: 1}) THEN 'are too old'
            ELSE 'cover too little of the period' END AS lack, until,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
