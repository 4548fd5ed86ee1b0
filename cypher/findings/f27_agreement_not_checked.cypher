// id: f27_agreement_not_checked
// rule: F-27
// title: Agreements that are due for a check
// question: Which agreements between teams were never checked for whether they work, or not within a year?
// kind: finding
// severity: low
// needs: [link_state]
// sheets: [units, teams, protocols]
// advice: >-
//   Ask both sides whether the agreement works for them, change what does not, and note the day. The team that owes the
//   support asks.
// source: "default: once a year; a linking protocol names the day on which its working is surveyed (Michigan Department of
//   Education, district communication plan)"
// params:
//   agreement_months: {type: whole, default: 12, from: profile.agreement_months, help: "months after which both sides are asked again"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit that owes the support"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: links, type: whole, help: "links whose agreement is due for a check"}
//   - {name: never, type: whole, help: "those of which no check is on record at all"}
//   - {name: checked, type: date, help: "the latest day on which one of them was checked"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link {group: 'support'}) WHERE l.protocols > 0 RETURN count(l) AS population
//   of: links with an agreement
// sentence: >-
//   {upper}: agreements with {links:team|teams} below are due for a check of whether they work[; the latest check was on
//   {checked}].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], agreement_months: 12}

// A blank means "not known" while the column is empty for all. An agreement younger than the limit is not due.
MATCH (any:Protocol)
WITH count(any.checked_on) AS noted, $as_of - duration({months: $agreement_months}) AS start
WHERE noted > 0
MATCH (link:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
WHERE link.protocols > 0 AND link.no_team IS NULL AND link.state <> 'starting'
MATCH (link)-[:OF]->(lower:Unit), (link)-[:UPPER]->(above:Team), (link)-[:LOWER]->(below:Team)
MATCH (above)<-[:FROM|TO]-(protocol:Protocol)-[:FROM|TO]->(below)
WITH upper, lower, start, max(protocol.checked_on) AS checked, max(protocol.since) AS since
WHERE coalesce(checked, since) < start
WITH upper, collect(lower.unit_id) AS lower, count(CASE WHEN checked IS NULL THEN 1 END) AS never, max(checked) AS checked
RETURN upper.unit_id AS unit_id, upper.name AS upper, size(lower) AS links, never, checked,
       [upper.unit_id] + lower AS ids, coalesce(upper.buildings, 0) AS buildings;
