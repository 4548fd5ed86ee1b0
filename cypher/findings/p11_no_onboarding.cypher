// id: p11_no_onboarding
// rule: P-11
// title: New members without an introduction on record
// question: For which new members of implementation teams is an introduction to their role not on record?
// kind: finding
// severity: medium
// needs: [members, scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Introduce them to the role with the charter, the team's links and its open questions, and note the day; if it was done,
//   note when. The team's coordinator decides.
// source: "default: 30 days in session; a team that hands on what it knows does not start anew with each change of people
//   (Active Implementation Hub, leadership and implementation teams)"
// params:
//   onboarding_days: {type: whole, default: 30, from: profile.onboarding_days, help: "days within which a new member is introduced"}
//   onboarding_days_before: {type: date, from: profile.onboarding_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days for which a member counts as new"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: members, type: whole, help: "new members without a recorded introduction"}
//   - {name: since, type: date, help: "first day of the first of them"}
//   - {name: agreed, type: whole, help: "days in session within which a new member is introduced"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (:Person)-[known:HOLDS|FORMERLY_HOLDS]->(:Role)
//     WHERE known.onboarded_on IS NOT NULL
//     WITH collect(DISTINCT coalesce(known.source, '')) AS recording
//     MATCH (person:Person)-[held:HOLDS]->(:Role)-[:ON]->(team:Team {status: 'active'})
//     WHERE any(type IN team.type WHERE type IN $implementation_teams) AND coalesce(held.source, '') IN recording
//       AND held.since < coalesce($onboarding_days_before, $as_of - duration({days: $onboarding_days}))
//       AND held.since >= coalesce($window_days_before, $as_of - duration({days: $window_days}))
//     RETURN count(DISTINCT [person.person_id, team.team_id]) AS population
//   of: new memberships from sources that record introductions
// sentence: >-
//   For {members:member|members} who joined {team} more than {agreed:day|days} ago, not counting breaks, an introduction to
//   the role is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], onboarding_days: 30, onboarding_days_before: null, window_days: 180, window_days_before: null, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// Where a source records no introduction of anybody, a blank tells nothing.
MATCH (:Person)-[known:HOLDS|FORMERLY_HOLDS]->(:Role)
WHERE known.onboarded_on IS NOT NULL
WITH collect(DISTINCT coalesce(known.source, '')) AS recording
WITH recording, coalesce($onboarding_days_before, $as_of - duration({days: $onboarding_days})) AS before,
     coalesce($window_days_before, $as_of - duration({days: $window_days})) AS from
MATCH (person:Person)-[new:HOLDS]->(role:Role)-[:ON]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE from <= new.since AND new.since < before AND coalesce(new.source, '') IN recording
  AND (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
WITH team, unit, person, from, collect(DISTINCT role.role_id) AS roles

// Whoever had a role on the team before, or may have had one, is not new; whoever was introduced to one knows the team.
CALL (person, team) {
  MATCH (person)-[held:HOLDS|FORMERLY_HOLDS]->(:Role|FormerRole)-[:ON|FORMERLY_ON]->(team)
  RETURN CASE WHEN count(held.since) = count(held) THEN min(held.since) END AS began, count(held.onboarded_on) AS introduced
}
WITH team, unit, roles, person, began, introduced, from
WHERE from <= began AND introduced = 0
ORDER BY person.person_id
WITH team, unit, count(person) AS members, min(began) AS since, reduce(all = [], some IN collect(roles) | all + some) AS roles
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, members, since,
       $onboarding_days AS agreed, [team.team_id, unit.unit_id] + roles AS ids, coalesce(unit.buildings, 0) AS buildings;
