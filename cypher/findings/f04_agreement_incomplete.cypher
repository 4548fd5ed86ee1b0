// id: f04_agreement_incomplete
// rule: F-04
// title: Agreements that leave something open
// question: Which agreements between teams leave open who, when or how?
// kind: finding
// severity: medium
// needs: [link_state]
// sheets: [units, teams, protocols]
// advice: >-
//   Fill in what is open, with the teams below. The team that owes the support completes the agreement.
// source: "Communication protocols name who is responsible, the schedule, the format, and the time and format of the answer
//   (Active Implementation Hub, linked teams)"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit that owes the support"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: agreements, type: whole, help: "agreements that leave something open"}
//   - {name: open, type: texts, help: "what they leave open"}
//   - {name: protocols, type: texts, help: "their ids"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (:Team)<-[:FROM]-(p:Protocol)-[:TO]->(:Team) RETURN count(DISTINCT p) AS population
//   of: agreements
// sentence: >-
//   {upper}: {agreements:agreement|agreements} with the teams below {agreements:=leaves|leave} open: {open}.

// A blank means "not known" while the column is empty for all. When an answer is due F-03 asks; its form matters only then.
MATCH (any:Protocol)
WITH count(any.responsible_role) > 0 AS who, count(any.every_days) > 0 AS when, count(any.format) > 0 AS how,
     count(any.response_format) > 0 AS answered
MATCH (link:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
WHERE link.protocols > 0 AND link.no_team IS NULL AND link.state <> 'starting'
MATCH (link)-[:OF]->(lower:Unit), (link)-[:UPPER]->(above:Team), (link)-[:LOWER]->(below:Team)
MATCH (above)<-[:FROM|TO]-(protocol:Protocol)-[:FROM|TO]->(below)
WITH DISTINCT upper, lower, protocol,
     CASE WHEN who AND protocol.responsible_role IS NULL THEN ['who is responsible'] ELSE [] END
     + CASE WHEN when AND protocol.every_days IS NULL THEN ['how often'] ELSE [] END
     + CASE WHEN how AND protocol.format IS NULL THEN ['in what form'] ELSE [] END
     + CASE WHEN answered AND protocol.response_days IS NOT NULL AND protocol.response_format IS NULL
            THEN ['the form of the answer'] ELSE [] END AS open
WHERE size(open) > 0
WITH upper, collect(DISTINCT lower.unit_id) AS lower, collect(DISTINCT protocol.protocol_id) AS protocols,
     reduce(all = [], some IN collect(open) | all + some) AS open
RETURN upper.unit_id AS unit_id, upper.name AS upper, size(protocols) AS agreements,
       [each IN ['who is responsible', 'how often', 'in what form', 'the form of the answer'] WHERE each IN open] AS open,
       protocols, [upper.unit_id] + lower AS ids, coalesce(upper.buildings, 0) AS buildings;
