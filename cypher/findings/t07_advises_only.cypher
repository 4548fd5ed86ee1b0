// id: t07_advises_only
// rule: T-07
// title: Team that gives advice so far
// question: Which implementation teams work as an advisory group so far?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Give the team time and decisions of its own, or record it as advisory and name who ensures implementation instead. The
//   team's leadership decides.
// source: "Advisory groups give input now and then; implementation teams work on it daily and answer for fidelity (Active
//   Implementation Hub, Module 3). Three of five signs, of four or more that are known, are a default"
// params:
//   seldom_days: {type: whole, default: 90, from: profile.seldom_days, help: "a team that meets less often than every so many days meets now and then"}
//   signs_min: {type: whole, default: 3, help: "signs of an advisory group needed before a team is reported"}
//   known_min: {type: whole, default: 4, help: "of the five signs, how many must be known"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: signs, type: texts, help: "what is on record of the team and fits an advisory group"}
//   - {name: known, type: whole, help: "of the five signs, those that are known for this team"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})
//     WHERE any(type IN t.type WHERE type IN $implementation_teams) AND t.works_between_meetings IS NOT NULL
//     RETURN count(t) AS population
//   of: implementation teams of which it is known whether they work between meetings
// sentence: >-
//   On record, {team} gives advice so far: {signs}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], seldom_days: 90, signs_min: 3, known_min: 4, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A team that works between its meetings is no advisory group, whatever else is on record.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
  AND NOT coalesce(team.works_between_meetings, false)
WITH DISTINCT team, unit
CALL (team) {
  MATCH (team)<-[:ON]-(role:Role)
  OPTIONAL MATCH (role)<-[held:HOLDS]-(person:Person)
  WITH role, count(person) AS holders, count(held.fte) AS said, sum(held.fte) AS fte
  WITH role, CASE
         WHEN holders > 0 AND said = holders THEN fte
         WHEN fte > 0 THEN fte
         ELSE role.fte_planned
       END AS time
  RETURN count(role) AS roles, count(time) AS timed, sum(time) AS total, count(role.function) AS functions,
         count(CASE WHEN role.function = 'ensure_implementation' THEN 1 END) AS ensuring
}
WITH team, unit, [
       [NOT team.works_between_meetings, 'no work between meetings'],
       [NOT team.decision_rights, 'no decisions of its own'],
       [team.meets_every_days > $seldom_days, 'meetings every ' + toString(team.meets_every_days) + ' days'],
       [CASE WHEN total > 0 THEN false WHEN roles > 0 AND timed = roles THEN true END, 'no time set aside'],
       [CASE WHEN ensuring > 0 THEN false WHEN roles > 0 AND functions = roles THEN true END,
        'no role that ensures implementation']
     ] AS asked
WITH team, unit, [sign IN asked WHERE sign[0] | sign[1]] AS signs,
     size([sign IN asked WHERE sign[0] IS NOT NULL]) AS known
WHERE known >= $known_min AND size(signs) >= $signs_min
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, signs, known,
       ['advises:' + team.team_id]
         + CASE WHEN 'no time set aside' IN signs THEN ['no_time:' + team.team_id] ELSE [] END AS origins, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
