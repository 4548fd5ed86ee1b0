// id: t01_core_too_small
// rule: T-01
// title: Core of an implementation team below guidance
// question: Which implementation teams have a smaller core than guidance asks for?
// kind: finding
// severity: high
// needs: [members]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Add core members, or give people who already do this work a place on the team. The team's leadership decides.
// source: "Core of 3 to 5 in older guidance, 5 to 7 today (Fixsen et al. 2005; Higgins, Weiner & Young 2012; Metz & Bartley
//   2012; Fixsen et al. 2013)"
// params:
//   core_min: {type: whole, default: 5, from: profile.core_min, help: "core members that today's guidance asks for"}
//   core_min_legacy: {type: whole, default: 3, from: profile.core_min_legacy, help: "core members below which severity is high"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: core, type: whole, help: "members recorded as core"}
//   - {name: guidance, type: whole, help: "core members that guidance asks for"}
//   - {name: severity, type: text, help: "high below the smaller of the two limits, else medium"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (:Person)-[m:MEMBER_OF]->(t:Team {status: 'active'})
//     WHERE m.core IS NOT NULL AND any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(DISTINCT t) AS population
//   of: implementation teams whose core is known
// sentence: >-
//   The core of {team} has {core:member|members}; guidance asks for {guidance}.
//
// :params {core_min: 5, core_min_legacy: 3, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A member not recorded as core or not may be core: such a team is reported only if it is too small even so.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
MATCH (person:Person)-[member:MEMBER_OF]->(team)
WITH team, unit, count(DISTINCT CASE WHEN member.core THEN person END) AS core,
     count(DISTINCT CASE WHEN member.core IS NULL THEN person END) AS unsaid, count(member.core) AS said
WHERE said > 0 AND core + unsaid < $core_min
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, core,
       $core_min AS guidance, CASE WHEN core + unsaid < $core_min_legacy THEN 'high' ELSE 'medium' END AS severity,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
