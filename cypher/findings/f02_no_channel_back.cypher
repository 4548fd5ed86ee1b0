// id: f02_no_channel_back
// rule: F-02
// title: Messages go down, nothing comes back
// question: Which teams are told things from above and have no agreed way to answer?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, teams, protocols]
// advice: >-
//   Agree on reporting back: who, how often, and when an answer is due. The team above sets it up.
// source: "Policy-enabled practice needs practice-informed policy (Active Implementation Hub, improvement cycles)"
// columns:
//   - {name: upper_team, type: text, key: true, subject: Team}
//   - {name: lower_team, type: text, key: true, subject: Team}
//   - {name: upper_id, type: text, subject: Unit, help: "id of the unit above"}
//   - {name: upper, type: text, help: "the unit above, which owes the support"}
//   - {name: lower_id, type: text, subject: Unit, help: "id of the unit below"}
//   - {name: lower, type: text, help: "the unit below"}
//   - {name: protocols, type: texts, help: "what goes down"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (a:Team)<-[:FROM]-(p:Protocol)-[:TO]->(b:Team)
//     WITH DISTINCT a, b
//     MATCH (a)-[:SERVES]->(:Unit)<-[:PART_OF*1..4]-(:Unit)<-[:SERVES]-(b)
//     RETURN count(*) AS population
//   of: pairs in which something goes down
// sentence: >-
//   Messages go down from {upper} to {lower}; no channel back is agreed on.
MATCH (from:Team {status: 'active'})<-[:FROM]-(protocol:Protocol)-[:TO]->(to:Team {status: 'active'})
MATCH (from)-[:SERVES]->(upper:Unit)<-[:PART_OF*1..4]-(lower:Unit {scoped: true})<-[:SERVES]-(to)
WHERE NOT EXISTS {
  MATCH (to)<-[:FROM]-(back:Protocol)-[:TO]->(:Team {status: 'active'})-[:SERVES]->(upper)
}
WITH from, to, upper, lower, protocol
ORDER BY protocol.protocol_id
RETURN from.team_id AS upper_team, to.team_id AS lower_team, upper.unit_id AS upper_id, upper.name AS upper,
       lower.unit_id AS lower_id, lower.name AS lower, collect(protocol.protocol_id) AS protocols,
       COLLECT { MATCH (from)<-[:UPPER]-(link:Link {family: 'gap'})-[:LOWER]->(to) RETURN 'link:' + link.link_id } AS follows,
       [from.team_id, upper.unit_id, to.team_id, lower.unit_id] AS ids, coalesce(lower.buildings, 0) AS buildings;
