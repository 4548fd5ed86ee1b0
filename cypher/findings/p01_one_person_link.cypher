// id: p01_one_person_link
// rule: P-01
// title: Link held by one person
// question: Which links between teams does one person alone hold, with nobody to stand in?
// kind: finding
// severity: high
// needs: [redundancy]
// sheets: [units, teams, roles, assignments, [contacts, meetings, link_checks]]
// advice: >-
//   Add a second person to the link, or name a deputy. The team that owes the support decides.
// source: "Linking pin (Likert 1961); fewest people whose leaving ends all contact (König 1931); five buildings is a default"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text}
//   - {name: pair, type: text}
//   - {name: upper_id, type: text, subject: Unit}
//   - {name: upper, type: text}
//   - {name: lower_id, type: text, subject: Unit}
//   - {name: lower, type: text}
//   - {name: standing, type: text, help: "nobody stands in, or covered"}
//   - {name: severity, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link {group: 'support'}) WHERE l.people > 0 RETURN count(l) AS population
//   of: links with contact
// sentence: >-
//   Only one person holds the link between {pair}; {standing}. {buildings:building hangs|buildings hang} on it.
MATCH (link:Link {group: 'support', people: 1})-[:OF]->(lower:Unit)
MATCH (link)-[:OWED_BY]->(upper:Unit)
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind, upper.name + ' and ' + lower.name AS pair,
       upper.unit_id AS upper_id, upper.name AS upper, lower.unit_id AS lower_id, lower.name AS lower,
       CASE WHEN link.single THEN 'nobody stands in' ELSE 'one person, covered' END AS standing,
       CASE WHEN link.single THEN 'high' ELSE 'info' END AS severity,
       [upper.unit_id, lower.unit_id] + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
