// id: t05_more_time_than_employed
// rule: T-05
// title: More team time than jobs allow
// question: Where do people have more team time planned than they are employed for?
// kind: finding
// severity: high
// needs: [members]
// sheets: [units, teams, people, roles, assignments]
// advice: >-
//   Compare planned time with the jobs when the teams' time is next agreed; bring it down, or hand a role to someone else.
//   The leadership of the teams decides together.
// source: "Clear roles with dedicated time (Active Implementation Hub, leadership and implementation teams)"
// params:
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "units with fewer people on their teams are not reported"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: people, type: whole, help: "people with more team time planned than they are employed for"}
//   - {name: members, type: whole, help: "people on teams of the unit and of units below it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (p:Person)-[m:MEMBER_OF]->(:Team) WHERE m.fte IS NOT NULL AND p.employed_fte IS NOT NULL
//     RETURN count(DISTINCT p) AS population
//   of: people whose time is known
// sentence: >-
//   On the teams of {unit}, the team time planned adds up to more than the job allows for {people} of
//   {members:person|people}.
//
// :params {group_min: 5}
MATCH (person:Person)-[member:MEMBER_OF]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND member.fte IS NOT NULL AND person.employed_fte IS NOT NULL
WITH person, member, team, unit
ORDER BY unit.buildings DESC, unit.unit_id
WITH person, team, member, collect(unit) AS units
WITH person, sum(member.fte) AS planned, collect(units[0]) AS tops
WHERE round(planned, 4) > round(person.employed_fte, 4)
// A person counts once, at the unit of their teams with most buildings.
UNWIND tops AS unit
WITH person, unit ORDER BY unit.buildings DESC, unit.unit_id
WITH person, collect(unit)[0] AS unit
WITH unit, count(person) AS people
WITH unit, people, COLLECT {
  MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:SERVES]-(:Team {status: 'active'})<-[:MEMBER_OF]-(of:Person)
  RETURN count(DISTINCT of)
}[0] AS members
WHERE members >= $group_min
RETURN unit.unit_id AS unit_id, unit.name AS unit, people, members, [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
