// id: f08_one_way_link
// rule: F-08
// title: One-way link
// question: On which links is contact on record in one direction only?
// kind: finding
// severity: medium
// repairs: link_id
// needs: [link_state, redundancy]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   Agree on how both sides are heard. If you are in contact, record it. The team that owes support decides.
// source: "Feedback loops run both ways (Active Implementation Hub); reciprocity (Wasserman & Faust 1994)"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: above, type: text, help: "the side that owes support, or leads"}
//   - {name: below, type: text, help: "the other side"}
//   - {name: way, type: text, help: "which way messages go"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: last_contact, type: date, help: "day of the last contact on record; blank where it is one person's"}
//   - {name: last_month, type: text, help: "month of the last contact, where it is one person's"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE coalesce(toString(l.last_contact), l.last_month) IS NOT NULL RETURN count(l) AS population
//   of: links with contact, between levels and with a team's own leaders
// sentence: >-
//   Between {above} and {below}, messages {way} is on record. If you are in contact, record it.
MATCH (link:Link)-[:OF]->(lower:Unit)
WHERE link.state IN ['one_way_down', 'one_way_up']
MATCH (link)-[:OWED_BY]->(upper:Unit)
WITH link, upper, lower,
     CASE link.group WHEN 'leadership' THEN 'the leadership team of ' + upper.name ELSE upper.name END AS above,
     CASE link.group WHEN 'leadership' THEN 'the implementation team of ' + lower.name ELSE lower.name END AS below
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind,
       above, below, CASE link.state WHEN 'one_way_down' THEN 'go down; nothing back' ELSE 'come up; nothing down' END AS way,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, link.last_contact AS last_contact,
       link.last_month AS last_month,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
