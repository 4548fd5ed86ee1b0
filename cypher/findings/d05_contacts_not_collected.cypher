// id: d05_contacts_not_collected
// rule: D-05
// title: Team whose contacts are not collected
// question: For which teams were too few contacts collected to tell silence from not knowing?
// kind: finding
// severity: high
// needs: [members, coverage]
// sheets: [teams, roles, assignments, collected]
// advice: >-
//   Collect what is missing: one short link check a quarter is enough. The team's coordinator can send it.
// source: "Missing data distorts networks (Borgatti, Carley & Krackhardt 2006; Kossinets 2006); 80 % is a default"
// params:
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of members whose contacts must be known"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: collected, type: share}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE t.covered IS NOT NULL RETURN count(t) AS population
//   of: teams
// sentence: >-
//   We can't tell whether the links of {team} hold: contact records were received for {collected:%} of its people.
//
// :params {coverage_share: 0.8}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND team.covered < $coverage_share
  AND any(type IN team.type WHERE type IN ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT'])
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       team.covered AS collected, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
