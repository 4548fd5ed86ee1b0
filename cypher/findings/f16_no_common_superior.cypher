// id: f16_no_common_superior
// rule: F-16
// title: One barrier with two teams that nobody stands above
// question: Which teams have a barrier to resolve together and report to no common team?
// kind: finding
// severity: medium
// needs: [scope, barriers]
// sheets: [units, teams, team_links, barriers, escalations]
// advice: >-
//   Name who decides where the two can't agree. Both teams propose it; the team above both districts or regions confirms it.
// source: "Least upper bound of a hierarchy (Krackhardt 1994): two teams that must settle something need one above both"
// columns:
//   - {name: team_a, type: text, key: true, subject: Team}
//   - {name: team_b, type: text, key: true, subject: Team}
//   - {name: name_a, type: text}
//   - {name: name_b, type: text}
//   - {name: barriers, type: whole, help: "open barriers that both have received and neither has answered or passed on"}
//   - {name: oldest, type: text, subject: Barrier, help: "id of the one that both have had longest"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier {state: 'waiting'})-[:RAISED_BY]->(:Team) WHERE COUNT { (b)-[:HANDLED_BY]->(:Team) } > 1
//     RETURN count(DISTINCT b) AS population
//   of: open barriers that several teams received
// sentence: >-
//   {barriers:barrier lies|barriers lie} with both {name_a} and {name_b}; a team to which both report is not on record.

// Two teams of one line hand a barrier on to each other; only those of different branches must settle it between them.
MATCH (one:Team {status: 'active'})<-[here:HANDLED_BY]-(barrier:Barrier {state: 'waiting'})-[there:HANDLED_BY]->(other:Team {status: 'active'})
WHERE one.team_id < other.team_id AND here.passed_on IS NULL AND here.answered_on IS NULL AND there.passed_on IS NULL
  AND there.answered_on IS NULL AND coalesce(barrier.kind, 'barrier') = 'barrier'
MATCH (one)-[:SERVES]->(a:Unit), (other)-[:SERVES]->(b:Unit)
WHERE (a.scoped OR a.level = 'state') AND (b.scoped OR b.level = 'state')
  AND NOT EXISTS { (a)-[:PART_OF*0..4]->(b) } AND NOT EXISTS { (b)-[:PART_OF*0..4]->(a) }
WITH one, other, a, b, barrier,
     CASE WHEN here.received_on > there.received_on THEN here.received_on ELSE there.received_on END AS both
WITH one, other, a, b, barrier ORDER BY both, barrier.barrier_id
WITH one, other, min(a.unit_id) AS unit_a, min(b.unit_id) AS unit_b, max(coalesce(a.buildings, 0) + coalesce(b.buildings, 0)) AS buildings,
     count(DISTINCT barrier) AS barriers, head(collect(barrier)) AS oldest
WHERE NOT EXISTS { MATCH (one)-[:REPORTS_TO*0..4]->(:Team {status: 'active'})<-[:REPORTS_TO*0..4]-(other) }
RETURN one.team_id AS team_a, other.team_id AS team_b, one.name AS name_a, other.name AS name_b, barriers,
       oldest.barrier_id AS oldest, [one.team_id, other.team_id, unit_a, unit_b] AS ids, buildings;
