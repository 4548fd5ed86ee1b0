// id: f05_silent_link
// rule: F-05
// title: No contact between teams that must be linked
// question: Between which teams that must be linked is no contact on record in the period, agreed in writing or not?
// kind: finding
// severity: high
// effect: cuts_off
// repairs: link_id
// needs: [link_state, redundancy, lines, coverage]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   If you are in contact, record it; if not, meet and restart the link. The team that owes support sets it up; between a
//   team and its own leaders, the leader does.
// source: "Feedback loops must be used, not only agreed (Active Implementation Hub); the period and three times the rhythm are
//   defaults"
// params:
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of members whose contacts must be known"}
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: pair, type: text, help: "the two ends of the link"}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: last_contact, type: date, help: "day of the last contact on record; blank where it is one person's"}
//   - {name: last_month, type: text, help: "month of the last contact, where it is one person's"}
//   - {name: told_by, type: text, help: "the one end whose contact records tell of it, where none of the other end's were received; blank for both"}
//   - {name: agreed_on, type: date, help: "day of the earliest agreement in writing"}
//   - {name: agreed, type: text, help: "whether anything is agreed in writing, as a phrase; blank if no agreements were loaded"}
//   - {name: depend, type: whole, help: "buildings behind a support link; blank for a team and its own leaders"}
//   - {name: rhythm, type: whole, help: "agreed days between contacts"}
//   - {name: cuts_off, type: whole, help: "buildings that it cuts off today"}
//   - {name: severity, type: text, help: "for a team and its own leaders: critical for the state's, medium for others; else by the buildings cut off"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link) WHERE l.no_team IS NULL RETURN count(l) AS population
//   of: pairs whose two teams exist
// sentence: >-
//   No contact between {pair} is on record[ after {last_contact}][ after {last_month}][, by the records of
//   {told_by} alone][; {agreed}].[
//   {depend:building depends|buildings depend} on this link.] If you are in contact, record it.
//
// :params {coverage_share: 0.8}
MATCH (link:Link)-[:OF]->(lower:Unit)
WHERE link.no_team IS NULL AND link.state IN ['paper', 'missing']
MATCH (link)-[:OWED_BY]->(upper:Unit)
// One end's records are enough to tell (as in the link's state); whose they are is said where the other end sent none (D-05).
WITH DISTINCT link, lower, upper,
     EXISTS { (link)-[:UPPER]->(team:Team) WHERE team.covered >= $coverage_share } AS above,
     EXISTS { (link)-[:LOWER]->(team:Team) WHERE team.covered >= $coverage_share } AS below,
     EXISTS { (link)-[:UPPER]->(team:Team) WHERE team.covered > 0 } AS some_above,
     EXISTS { (link)-[:LOWER]->(team:Team) WHERE team.covered > 0 } AS some_below
RETURN link.link_id AS link_id, link.kind AS kind,
       CASE link.group
         WHEN 'leadership' THEN 'the leadership team and the implementation team of ' + lower.name
         ELSE upper.name + ' and ' + lower.name
       END AS pair,
       upper.unit_id AS upper_id, lower.unit_id AS lower_id, link.last_contact AS last_contact,
       link.last_month AS last_month,
       CASE
         WHEN above AND NOT some_below THEN CASE link.group WHEN 'leadership' THEN 'the leadership team' ELSE upper.name END
         WHEN below AND NOT some_above THEN CASE link.group WHEN 'leadership' THEN 'the implementation team' ELSE lower.name END
       END AS told_by,
       link.agreed_on AS agreed_on,
       CASE
         WHEN link.protocols > 0 THEN 'contact is agreed in writing'
         WHEN link.group = 'support' AND EXISTS { (:Protocol) } THEN 'nothing is agreed in writing'
       END AS agreed,
       CASE link.group WHEN 'support' THEN coalesce(link.buildings, 0) END AS depend, link.rhythm AS rhythm,
       coalesce(link.cuts_off, 0) AS cuts_off,
       CASE WHEN link.group = 'leadership' THEN CASE lower.level WHEN 'state' THEN 'critical' ELSE 'medium' END END AS severity,
       ['link:' + link.link_id] AS origins,
       [lower.unit_id] + CASE WHEN upper = lower THEN [] ELSE [upper.unit_id] END
         + COLLECT { MATCH (link)-[:UPPER]->(team:Team) RETURN team.team_id ORDER BY team.team_id }
         + COLLECT { MATCH (link)-[:LOWER]->(team:Team) RETURN team.team_id ORDER BY team.team_id } AS ids,
       coalesce(link.buildings, 0) AS buildings;
