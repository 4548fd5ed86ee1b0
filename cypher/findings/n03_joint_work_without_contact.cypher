// id: n03_joint_work_without_contact
// rule: N-03
// title: Offices that must work together, with little or no contact
// question: Which offices that must work together have little or no contact on record?
// kind: finding
// severity: high
// needs: [members, coverage]
// sheets: [units, people, joint_work, [contacts, meetings]]
// advice: >-
//   Name one linking person on each side, and agree in writing when they meet. If you are in contact, record it. The
//   leadership over both offices decides.
// source: "Required by the joint_work sheet, never by guess; two pairs of people is a default"
// params:
//   joint_pairs_min: {type: whole, default: 2, from: profile.joint_pairs_min, help: "offices with fewer pairs of people in contact have little contact"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   meeting_max: {type: whole, default: 25, from: profile.meeting_max, help: "a meeting with more attendees links nobody"}
//   coverage_share: {type: share, default: 0.8, from: profile.coverage_share, help: "share of people whose contacts must be known"}
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "contacts of offices with fewer people are not counted"}
// columns:
//   - {name: unit_a, type: text, key: true, subject: Unit}
//   - {name: unit_b, type: text, key: true, subject: Unit}
//   - {name: name_a, type: text}
//   - {name: name_b, type: text}
//   - {name: pairs, type: whole, help: "pairs of people in contact in the period; blank where an office is too small"}
//   - {name: contact, type: text, help: "how much contact is on record between the two"}
//   - {name: why, type: text, help: "what they must work together on"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (a:Unit)-[:JOINT_WORK]->(b:Unit) RETURN count(DISTINCT [a.unit_id, b.unit_id]) AS population
//   of: pairs of offices that must work together
// sentence: >-
//   {name_a} and {name_b} must work together[ ({why})]; {contact} between them is on record in the period. If you are in
//   contact, record it.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], joint_pairs_min: 2, window_days: 180, window_days_before: null, meeting_max: 25, coverage_share: 0.8, group_min: 5}
MATCH (one:Unit)-[joint:JOINT_WORK]->(other:Unit)
WITH CASE WHEN one.unit_id < other.unit_id THEN one ELSE other END AS a,
     CASE WHEN one.unit_id < other.unit_id THEN other ELSE one END AS b, min(joint.why) AS why,
     coalesce($window_days_before, $as_of - duration({days: $window_days})) AS start
CALL (a) {
  MATCH (unit:Unit)-[:PART_OF*0..3]->(a:Unit)
  WHERE unit = a OR unit.level = 'office'
  CALL (unit) {
    MATCH (person:Person)-[:WORKS_AT]->(unit)
    RETURN person
    UNION
    MATCH (person:Person)-[:MEMBER_OF]->(:Team)-[:SERVES]->(unit)
    RETURN person
    UNION
    MATCH (person:Person)-[:HOLDS]->(:Role)-[:AT]->(unit)
    RETURN person
  }
  WITH DISTINCT person
  RETURN collect(person) AS of_a
}
CALL (of_a, start) {
  UNWIND of_a AS person
  RETURN avg(CASE
    WHEN EXISTS {
      MATCH (person)-[contact:COMMUNICATES_WITH]-(:Person)
      WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of
    } OR EXISTS {
      MATCH (person)-[:ATTENDED]->(meeting:Meeting)
      WHERE start <= meeting.held_on <= $as_of
    } OR EXISTS {
      MATCH (person)-[:MEMBER_OF]->(team:Team)
      WHERE team.covered >= $coverage_share
    } THEN 1.0 ELSE 0.0 END) AS known_a
}
CALL (b) {
  MATCH (unit:Unit)-[:PART_OF*0..3]->(b:Unit)
  WHERE unit = b OR unit.level = 'office'
  CALL (unit) {
    MATCH (person:Person)-[:WORKS_AT]->(unit)
    RETURN person
    UNION
    MATCH (person:Person)-[:MEMBER_OF]->(:Team)-[:SERVES]->(unit)
    RETURN person
    UNION
    MATCH (person:Person)-[:HOLDS]->(:Role)-[:AT]->(unit)
    RETURN person
  }
  WITH DISTINCT person
  RETURN collect(person) AS of_b
}
CALL (of_b, start) {
  UNWIND of_b AS person
  RETURN avg(CASE
    WHEN EXISTS {
      MATCH (person)-[contact:COMMUNICATES_WITH]-(:Person)
      WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of
    } OR EXISTS {
      MATCH (person)-[:ATTENDED]->(meeting:Meeting)
      WHERE start <= meeting.held_on <= $as_of
    } OR EXISTS {
      MATCH (person)-[:MEMBER_OF]->(team:Team)
      WHERE team.covered >= $coverage_share
    } THEN 1.0 ELSE 0.0 END) AS known_b
}
// Silence is reported only where one side's contacts are known.
WITH a, b, why, start, of_a, of_b
WHERE known_a >= $coverage_share OR known_b >= $coverage_share
CALL (of_a, of_b, start) {
  UNWIND of_a AS x
  CALL (x, of_b, start) {
    WITH x AS y, of_b AS others
    WHERE y IN others
    RETURN y
    UNION
    MATCH (x)-[contact:COMMUNICATES_WITH]-(y:Person)
    WHERE start <= coalesce(contact.last, contact.stated, $as_of) <= $as_of AND coalesce(contact.count, 1) > 0
    WITH DISTINCT y, of_b AS others
    WHERE y IN others
    RETURN y
    UNION
    MATCH (x)-[:ATTENDED]->(meeting:Meeting)<-[:ATTENDED]-(y:Person)
    WHERE start <= meeting.held_on <= $as_of AND coalesce(meeting.size <= $meeting_max, true)
    WITH DISTINCT y, of_b AS others
    WHERE y IN others
    RETURN y
  }
  RETURN count(DISTINCT CASE
    WHEN x.person_id < y.person_id THEN [x.person_id, y.person_id]
    ELSE [y.person_id, x.person_id]
  END) AS pairs
}
WITH a, b, why, pairs, size(of_a) < $group_min OR size(of_b) < $group_min AS small
WHERE pairs < $joint_pairs_min
RETURN DISTINCT a.unit_id AS unit_a, b.unit_id AS unit_b, a.name AS name_a, b.name AS name_b,
       CASE WHEN NOT small THEN pairs END AS pairs,
       CASE WHEN small THEN 'little or no contact' WHEN pairs = 0 THEN 'no contact' ELSE 'little contact' END AS contact,
       why, [a.unit_id, b.unit_id] AS ids,
       CASE WHEN coalesce(a.buildings, 0) > coalesce(b.buildings, 0) THEN a.buildings ELSE coalesce(b.buildings, 0) END
         AS buildings;
