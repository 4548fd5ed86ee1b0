// id: p02_role_sole_link
// rule: P-02
// title: One role that holds several links alone
// question: Which role is the only link between several pairs of teams?
// kind: finding
// severity: high
// effect: lose
// needs: [redundancy, lines]
// sheets: [units, teams, roles, assignments, [contacts, meetings, link_checks]]
// advice: >-
//   Name a deputy now, and bring a second person into one of the links. The team of the role decides.
// source: "Linking pin (Likert 1961); two links is a default"
// params:
//   sole_links_min: {type: whole, default: 2, from: profile.sole_links_min, help: "links that one role alone must hold"}
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: links, type: whole, help: "links that this role alone holds"}
//   - {name: pairs, type: texts, help: "the two ends of each of these links"}
//   - {name: lose, type: whole, help: "connected buildings that would lose their line; blank for none"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   The role {role} of {place} alone holds {links:link|links} between teams, with {buildings:building|buildings} in scope behind
//   them[. If the role falls vacant, {lose:connected building loses its|connected buildings lose their} line].
//
// :params {sole_links_min: 2}
MATCH (role:Role)<-[:HELD_THROUGH]-(link:Link {group: 'support', people: 1, single: true})
WITH role, link
ORDER BY link.link_id
WITH role, collect(link) AS links
WHERE size(links) >= $sole_links_min
CALL (links) {
  UNWIND links AS link
  MATCH (link)-[:OF]->(lower:Unit), (link)-[:OWED_BY]->(upper:Unit)
  RETURN collect(upper.name + ' and ' + lower.name) AS pairs,
         collect(DISTINCT upper.unit_id) + collect(DISTINCT lower.unit_id) AS units
}
CALL (links) {
  UNWIND links AS link
  MATCH (link)-[:UPPER|LOWER]->(team:Team)
  WITH DISTINCT team.team_id AS id
  ORDER BY id
  RETURN collect(id) AS teams
}
CALL (links) {
  UNWIND links AS link
  MATCH (link)<-[:PASSES]-(line:Line)
  RETURN count(DISTINCT line) AS behind, count(DISTINCT CASE line.state WHEN 'connected' THEN line END) AS lose
}
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (role)-[:AT|ON|SERVES*1..2]->(unit:Unit)
WITH role, links, pairs, units, teams, behind, lose, team, unit ORDER BY unit.unit_id
WITH role, links, pairs, units, teams, behind, lose, team, collect(unit)[0] AS unit
RETURN role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       size(links) AS links, pairs,
       CASE WHEN lose > 0 THEN lose END AS lose, ['role:' + role.role_id] AS origins,
       [role.role_id] + units + teams AS ids, behind AS buildings;
