// id: f05_paper_link
// rule: F-05
// title: Agreed in writing, but no contact
// question: Which links are agreed in writing without any contact on record in the period?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, teams, protocols, [contacts, meetings, link_checks]]
// advice: >-
//   If you are in contact, record it; if not, meet and restart the link. The team that owes support sets it up.
// source: "Feedback loops must be used, not only agreed (Active Implementation Hub); the period and three times the rhythm are
//   defaults"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: last_contact, type: date, help: "day of the last contact on record"}
//   - {name: agreed_on, type: date, help: "day of the earliest agreement in writing"}
//   - {name: rhythm, type: whole, help: "agreed days between contacts"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE l.protocols > 0 RETURN count(l) AS population
//   of: pairs with something in writing
// sentence: >-
//   {pair} have agreed in writing, but no contact between their current members is on record[ since {last_contact}].
//   {buildings:building depends|buildings depend} on this link. If you are in contact, record it.
MATCH (link:Link {state: 'paper'})-[:OF]->(lower:Unit)
MATCH (link)-[:OWED_BY]->(upper:Unit)
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind,
       CASE link.group
         WHEN 'leadership' THEN 'the leadership team and the implementation team of ' + lower.name
         ELSE upper.name + ' and ' + lower.name
       END AS pair,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, link.last_contact AS last_contact,
       link.agreed_on AS agreed_on, link.rhythm AS rhythm,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
