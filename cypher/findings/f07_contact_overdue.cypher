// id: f07_contact_overdue
// rule: F-07
// title: Contact overdue
// question: Which links have gone without contact for longer than agreed?
// kind: finding
// severity: medium
// repairs: link_id
// needs: [link_state, redundancy]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   Set a date to meet. If you are in contact, record it. The team that owes support invites.
// source: "default: one and a half times the agreed rhythm, in days in session"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: last_contact, type: date, help: "day of the last contact on record; blank where it is one person's"}
//   - {name: last_month, type: text, help: "month of the last contact, where it is one person's"}
//   - {name: days, type: whole, help: "days in session since the last contact"}
//   - {name: rhythm, type: whole, help: "agreed days between contacts"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE coalesce(toString(l.last_contact), l.last_month) IS NOT NULL RETURN count(l) AS population
//   of: links with contact, between levels and with a team's own leaders
// sentence: >-
//   No contact between {pair}[ for {days:day|days}, not counting breaks][ since {last_month}]; agreed interval:
//   {rhythm:day|days}. If you are in contact, record it.
MATCH (link:Link {state: 'stale'})-[:OF]->(lower:Unit)
MATCH (link)-[:OWED_BY]->(upper:Unit)
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind,
       CASE link.group
         WHEN 'leadership' THEN 'the leadership team and the implementation team of ' + lower.name
         ELSE upper.name + ' and ' + lower.name
       END AS pair,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, link.last_contact AS last_contact,
       link.last_month AS last_month, link.days_since AS days,
       link.rhythm AS rhythm,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
