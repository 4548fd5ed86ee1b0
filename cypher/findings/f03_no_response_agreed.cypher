// id: f03_no_response_agreed
// rule: F-03
// title: Reports go up without an agreed answer
// question: Which teams report up without anyone having agreed to answer?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, teams, protocols]
// advice: >-
//   Agree in writing how soon an answer is due, and in what form. The team above decides.
// source: "Communication protocols name the response timeline (Active Implementation Hub, linked teams)"
// columns:
//   - {name: protocol_id, type: text, key: true, subject: Protocol}
//   - {name: lower_team, type: text, subject: Team}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: lower, type: text, help: "the unit below"}
//   - {name: upper_team, type: text, subject: Team}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: upper, type: text, help: "the unit above, which owes the support"}
//   - {name: information, type: text, help: "what is reported up"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (:Unit)<-[:SERVES]-(:Team)<-[:FROM]-(p:Protocol) RETURN count(DISTINCT p) AS population
//   of: protocols
// sentence: >-
//   {upper}: a deadline for its answers to what {lower} reports is not agreed on.
MATCH (from:Team {status: 'active'})<-[:FROM]-(protocol:Protocol)-[:TO]->(to:Team {status: 'active'})
WHERE protocol.response_days IS NULL
MATCH (from)-[:SERVES]->(lower:Unit {scoped: true})-[:PART_OF*1..4]->(upper:Unit)<-[:SERVES]-(to)
RETURN DISTINCT protocol.protocol_id AS protocol_id, from.team_id AS lower_team, lower.unit_id AS lower_id, lower.name AS lower,
       to.team_id AS upper_team, upper.unit_id AS upper_id, upper.name AS upper, protocol.information AS information,
       COLLECT { MATCH (to)<-[:UPPER]-(link:Link {family: 'gap'})-[:LOWER]->(from) RETURN 'link:' + link.link_id } AS follows,
       [from.team_id, lower.unit_id, to.team_id, upper.unit_id] AS ids, coalesce(lower.buildings, 0) AS buildings;
