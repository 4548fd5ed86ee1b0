// id: c04_lost_again
// rule: C-04
// title: Link that came back and was lost again
// question: Which links were in use again after a gap, and were lost again within two loads' dates?
// kind: finding
// severity: medium
// effect: cuts_off
// needs: [link_state, lines, history]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   Before contact is taken up once more, find out why it did not last, such as a role that changed hands or a meeting that was
//   never fixed, and change that. The team that owes support does; between a team and its own leaders, the leader does.
// source: "A gain that is not held is a sign of a cause that was not met (Plan-Do-Study-Act); two periods are a default"
// params:
//   periods: {type: whole, default: 2, help: "as-of dates of loads within which it is lost again"}
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: back, type: date, help: "as-of date of the first load that told of contact after the gap"}
//   - {name: since, type: date, help: "as-of date of the first load that tells of no contact again"}
//   - {name: depend, type: whole, help: "buildings behind a support link; blank for a team and its own leaders"}
//   - {name: cuts_off, type: whole, help: "buildings that it cuts off today"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE l.no_team IS NULL
//       AND EXISTS {
//         MATCH (gap:LinkPeriod {link_id: l.link_id, family: 'gap'}) MATCH (used:LinkPeriod {link_id: l.link_id})
//         WHERE used.family IN ['holds', 'weak', 'one_way'] AND used.since > gap.since
//       }
//     RETURN count(l) AS population
//   of: links that came back after a gap
// sentence: >-
//   The link between {pair} was in use again from {back} on, after a gap, and is lost again since {since}.[ {depend:building
//   depends|buildings depend} on it.]
//
// :params {periods: 2}
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
CALL (link, used) {
  MATCH (gap:LinkPeriod {link_id: link.link_id, family: 'gap'})
  WHERE gap.since < used.since
  RETURN gap ORDER BY gap.since DESC LIMIT 1
}
CALL (link, gap) {
  MATCH (back:LinkPeriod {link_id: link.link_id})
  WHERE back.family IN ['holds', 'weak', 'one_way'] AND back.since >= gap.until
  RETURN back ORDER BY back.since LIMIT 1
}
WITH link, lower, upper, lost, back
WHERE lost.began <> 'judged' AND back.began <> 'judged'
  AND COUNT {
    MATCH (load:Load {status: 'published'}) WHERE load.as_of > back.since AND load.as_of <= lost.since
    RETURN DISTINCT load.as_of
  } <= $periods
RETURN DISTINCT link.link_id AS link_id, link.kind AS kind,
       CASE link.group
         WHEN 'leadership' THEN 'the leadership team and the implementation team of ' + lower.name
         ELSE upper.name + ' and ' + lower.name
       END AS pair,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, back.since AS back, lost.since AS since,
       CASE link.group WHEN 'support' THEN coalesce(link.buildings, 0) END AS depend,
       coalesce(link.cuts_off, 0) AS cuts_off,
       ['link:' + link.link_id] AS follows,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
