// id: p01_one_person_link
// rule: P-01
// title: Link held by one person
// question: Which links between teams does one person alone hold, with nobody to stand in?
// kind: finding
// severity: high
// effect: lose
// repairs: link_id
// needs: [redundancy, lines]
// sheets: [units, teams, roles, assignments, [contacts, meetings, link_checks]]
// advice: >-
//   Add a second person to the link, or name a deputy. The team that owes support decides.
// source: "Linking pin (Likert 1961); fewest people whose leaving ends all contact (König 1931); five buildings is a default"
// params:
//   spof_buildings: {type: whole, default: 5, from: profile.spof_buildings, help: "buildings behind a link that make it a risk"}
//   building_words: {type: text, default: buildings, from: profile.building_words, help: "what buildings are called"}
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: upper, type: text, help: "the unit above, which owes the support"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: lower, type: text, help: "the unit below"}
//   - {name: standing, type: text, help: "'nobody stands in' or 'covered'; also covered if too few buildings depend on it"}
//   - {name: note, type: text, help: "the same in the sentence's words"}
//   - {name: lose, type: whole, help: "connected buildings that would lose their line; blank for none"}
//   - {name: severity, type: text, help: "info if somebody stands in; else by the connected buildings that would lose their line"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link {group: 'support'}) WHERE l.people > 0 RETURN count(l) AS population
//   of: support links with contact
// sentence: >-
//   One person alone holds the link between {pair}{note}. {buildings:building|buildings} in scope {buildings:=is|are} behind
//   it[, {lose} of them connected today].
//
// :params {spof_buildings: 5, building_words: 'buildings'}
MATCH (link:Link {group: 'support', people: 1})-[:OF]->(lower:Unit)
MATCH (link)-[:OWED_BY]->(upper:Unit)
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind, upper.name + ' and ' + lower.name AS pair,
       upper.unit_id AS upper_id, upper.name AS upper, lower.unit_id AS lower_id, lower.name AS lower,
       CASE WHEN link.single THEN 'nobody stands in' ELSE 'one person, covered' END AS standing,
       CASE
         WHEN link.single THEN ', and nobody is named to stand in'
         WHEN coalesce(link.buildings, 0) < $spof_buildings
           THEN '; it counts as a risk only from ' + $spof_buildings + ' ' + $building_words + ' on'
         ELSE ', but a deputy or another person named may stand in'
       END AS note,
       nullif(link.connected, 0) AS lose, CASE WHEN NOT coalesce(link.single, false) THEN 'info' END AS severity,
       COLLECT { MATCH (link)-[:HELD_THROUGH]->(role:Role) RETURN 'alone:' + role.role_id } AS origins,
       COLLECT { MATCH (link)-[:HELD_THROUGH]->(role:Role) RETURN 'role:' + role.role_id } AS follows,
       [upper.unit_id, lower.unit_id] + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
