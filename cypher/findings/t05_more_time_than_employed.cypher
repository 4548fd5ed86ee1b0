// id: t05_more_time_than_employed
// rule: T-05
// title: More team time than the job allows
// question: Who is given more team time than they are employed for?
// kind: finding
// severity: high
// needs: [members]
// sheets: [units, teams, people, roles, assignments]
// advice: >-
//   Bring the planned time down to what the job allows, or hand a role to someone else. The leadership of the teams
//   decides together.
// source: "Clear roles with dedicated time (Active Implementation Hub, leadership and implementation teams)"
// columns:
//   - {name: person_id, type: text, key: true, subject: Person}
//   - {name: planned, type: number, help: "team time in full-time posts"}
//   - {name: employed, type: number, help: "what the person is employed for in full-time posts"}
//   - {name: teams, type: texts}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (p:Person)-[m:MEMBER_OF]->(:Team) WHERE m.fte IS NOT NULL AND p.employed_fte IS NOT NULL
//     RETURN count(DISTINCT p) AS population
//   of: people whose time is known
// sentence: >-
//   One person's time on {teams} adds up to {planned} full-time posts; the person is employed for {employed}.
MATCH (person:Person)-[member:MEMBER_OF]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND member.fte IS NOT NULL AND person.employed_fte IS NOT NULL
WITH person, member, team, unit
ORDER BY team.team_id, unit.unit_id
WITH person, team, member, collect(DISTINCT unit.unit_id) AS units, max(unit.buildings) AS below
WITH person, round(sum(member.fte), 4) AS planned, collect(team.name) AS teams, collect(team.team_id) AS team_ids,
     reduce(all = [], some IN collect(units) | all + some) AS units, max(below) AS buildings
WHERE planned > round(person.employed_fte, 4)
RETURN person.person_id AS person_id, planned, person.employed_fte AS employed, teams,
       [person.person_id] + team_ids + units AS ids, coalesce(buildings, 0) AS buildings;
