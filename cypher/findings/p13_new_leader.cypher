// id: p13_new_leader
// rule: P-13
// title: Links not confirmed with a new leader
// question: Which units' links were last confirmed before their leader changed?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles, assignments, team_links]
// advice: >-
//   Confirm each of these links with the new leader, and note the day. The team that owes support invites.
// source: "default: within 60 days in session; linked teams are to last even as leaders come and go (Active Implementation
//   Hub, Module 3)"
// params:
//   endorse_days: {type: whole, default: 60, from: profile.endorse_days, help: "days within which links are confirmed with a new leader"}
//   endorse_days_before: {type: date, from: profile.endorse_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   leader_codes: {type: texts, default: [chief, superintendent, principal, regional_director], of: Role.code, help: "codes of the roles that lead a unit"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: code, type: text, key: true, help: "code of the leader's role"}
//   - {name: unit, type: text}
//   - {name: role, type: text}
//   - {name: since, type: date, help: "first day of the leader"}
//   - {name: links, type: whole, help: "links of the unit's teams last confirmed before that day"}
//   - {name: confirmed, type: date, help: "the latest day on which one of them was confirmed"}
//   - {name: severity, type: text, help: "medium for a building, else high"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (role:Role)<-[held:HOLDS]-(:Person)
//     WHERE role.code IN $leader_codes AND held.since IS NOT NULL AND NOT coalesce(held.acting, false)
//     RETURN count(DISTINCT role) AS population
//   of: leaders' roles whose holder's first day is known
// sentence: >-
//   {links:support or reporting link|support or reporting links} of {unit} {links:=was|were} last confirmed before the role
//   {role} passed to a new holder on {since}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], endorse_days: 60, endorse_days_before: null, leader_codes: ['chief', 'superintendent', 'principal', 'regional_director']}
MATCH (role:Role)
WHERE role.code IN $leader_codes
OPTIONAL MATCH (role)-[:AT]->(at:Unit)
OPTIONAL MATCH (role)-[:ON]->(:Team)-[:SERVES]->(served:Unit)
WITH DISTINCT role, coalesce(at, served) AS unit
WHERE unit:Unit AND (unit.scoped OR unit.level = 'state')
MATCH (role)<-[held:HOLDS]-(person:Person)
WHERE NOT coalesce(held.acting, false)
WITH DISTINCT unit, role, person

// The first day in any such role of the unit, acting or not: a new term makes no new leader.
CALL (unit, role, person) {
  MATCH (person)-[held:HOLDS|FORMERLY_HOLDS]->(same:Role|FormerRole)
  WHERE same.code = role.code
    AND (same = role OR EXISTS { (same)-[:AT|FORMERLY_AT]->(unit) }
      OR EXISTS { (same)-[:ON|FORMERLY_ON]->(:Team|FormerTeam)-[:SERVES|FORMERLY_SERVES]->(unit) })
  RETURN CASE WHEN count(held.since) = count(held) THEN min(held.since) END AS began
}
WITH unit, role.code AS code, count(person) AS leaders, count(began) AS known, min(began) AS since,
     min(role.title) AS role, collect(DISTINCT role.role_id) AS roles
WHERE known = leaders AND since < coalesce($endorse_days_before, $as_of - duration({days: $endorse_days}))

// Two rows of one link: the later confirmation counts.
MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})-[link:SUPPORTS|REPORTS_TO]-(:Team {status: 'active'})
WITH unit, code, role, roles, since, type(link) AS kind, startNode(link) AS start, endNode(link) AS end,
     max(link.endorsed_on) AS endorsed, collect(DISTINCT team.team_id) AS teams
WHERE endorsed < since
WITH unit, code, role, roles, since, count(*) AS links, max(endorsed) AS confirmed,
     reduce(all = [], some IN collect(teams) | all + some) AS teams
RETURN unit.unit_id AS unit_id, code, unit.name AS unit, role, since, links, confirmed,
       CASE WHEN unit.level = 'school' THEN 'medium' END AS severity, [unit.unit_id] + roles + teams AS ids,
       coalesce(unit.buildings, 0) AS buildings;
