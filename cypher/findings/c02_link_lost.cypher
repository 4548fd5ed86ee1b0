// id: c02_link_lost
// rule: C-02
// title: Link that was lost
// question: Which links between teams were in use at an earlier load and have no contact on record now?
// kind: finding
// severity: medium
// effect: cuts_off
// repairs: link_id
// needs: [link_state, lines, history]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   Call the other team, find out what ended the contact, and set the next meeting. The team that owes support calls; between a
//   team and its own leaders, the leader does.
// source: "Relations without contact decay (Burt 2000, decay functions); by the as-of dates of loads. A link that can't be
//   judged is not lost, nor one that other settings judge otherwise"
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: since, type: date, help: "as-of date of the first load that tells of no contact"}
//   - {name: in_use_until, type: date, help: "as-of date until which it was in use, if another one: between the two it could not be told"}
//   - {name: last_contact, type: date, help: "day of the last contact on record; blank where it is one person's"}
//   - {name: last_month, type: text, help: "month of the last contact, where it is one person's"}
//   - {name: depend, type: whole, help: "buildings behind a support link; blank for a team and its own leaders"}
//   - {name: cuts_off, type: whole, help: "buildings that it cuts off today"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE l.no_team IS NULL
//       AND EXISTS { MATCH (p:LinkPeriod {link_id: l.link_id}) WHERE p.family IN ['holds', 'weak', 'one_way'] }
//     RETURN count(l) AS population
//   of: links that were ever in use
// sentence: >-
//   The link between {pair} is lost since {since}[; it was last seen in use until {in_use_until}][; the last contact on record is
//   of {last_contact}][; the last contact on record is of {last_month}].[ {depend:building depends|buildings depend} on it.]
MATCH (link:Link {family: 'gap'})-[:OF]->(lower:Unit)
WHERE link.no_team IS NULL
MATCH (link)-[:OWED_BY]->(upper:Unit)
CALL (link) {
  MATCH (used:LinkPeriod {link_id: link.link_id})
  WHERE used.family IN ['holds', 'weak', 'one_way']
  RETURN used ORDER BY used.since DESC LIMIT 1
}
CALL (link, used) {
  MATCH (lost:LinkPeriod {link_id: link.link_id, family: 'gap'})
  WHERE lost.since >= used.until
  RETURN lost ORDER BY lost.since LIMIT 1
}
WITH link, lower, upper, used, lost
WHERE lost.began <> 'judged'
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind,
       CASE link.group
         WHEN 'leadership' THEN 'the leadership team and the implementation team of ' + lower.name
         ELSE upper.name + ' and ' + lower.name
       END AS pair,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, lost.since AS since,
       CASE WHEN used.until < lost.since THEN used.until END AS in_use_until,
       link.last_contact AS last_contact, link.last_month AS last_month,
       CASE link.group WHEN 'support' THEN coalesce(link.buildings, 0) END AS depend,
       coalesce(link.cuts_off, 0) AS cuts_off,
       ['link:' + link.link_id] AS follows,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
