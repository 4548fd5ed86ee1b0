// id: f01_no_protocol
// rule: F-01
// title: Required pair without anything in writing
// question: Which teams that must work together have agreed on nothing in writing?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, teams, protocols]
// advice: >-
//   Draft a communication protocol: what is passed on, how often, by whom, and when an answer is due. The team that owes the
//   support drafts it.
// source: "Clear and systematic links, communication and feedback loops (Active Implementation Hub, leadership and
//   implementation teams); communication protocols between linked teams"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: state, type: text, help: "state of the link"}
//   - {name: severity, type: text, help: "medium if both teams are in contact, else high"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link {group: 'support'}) WHERE l.no_team IS NULL RETURN count(l) AS population
//   of: pairs whose two teams exist
// sentence: >-
//   Nothing is agreed in writing between {pair}, in either direction. {buildings:building depends|buildings depend} on this
//   link.
MATCH (link:Link {group: 'support'})-[:OF]->(lower:Unit)
WHERE link.no_team IS NULL AND link.protocols = 0 AND link.state <> 'starting'
  AND NOT EXISTS { MATCH (link)-[:UPPER]->(:Team)<-[:LOWER]-(link) }
MATCH (link)-[:OWED_BY]->(upper:Unit)
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind, upper.name + ' and ' + lower.name AS pair, upper.unit_id AS upper_id,
       lower.unit_id AS lower_id, link.state AS state,
       CASE WHEN link.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       CASE WHEN link.family = 'gap' THEN ['link:' + link.link_id] ELSE [] END AS follows,
       [upper.unit_id, lower.unit_id] + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
