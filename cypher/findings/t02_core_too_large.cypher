// id: t02_core_too_large
// rule: T-02
// title: Core of an implementation team above guidance
// question: In which implementation teams is the core too large to tell who does the daily work?
// kind: finding
// severity: low
// needs: [members, scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Agree on a working core, and list the others as members beyond it. The team's leadership decides.
// source: "default: ten; guidance asks for a core of 5 to 7 (Higgins, Weiner & Young 2012; Metz & Bartley 2012; Fixsen et al.
//   2013)"
// params:
//   core_max: {type: whole, default: 10, from: profile.core_max, help: "core members above which the working core is unclear"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: core, type: whole, help: "members recorded as core"}
//   - {name: at_most, type: whole, help: "core members above which the working core is unclear"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (:Person)-[m:MEMBER_OF]->(t:Team {status: 'active'})
//     WHERE m.core IS NOT NULL AND any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(DISTINCT t) AS population
//   of: implementation teams whose core is known
// sentence: >-
//   The core of {team} has {core:member|members}; with more than {at_most}, it is hard to tell who does the daily work.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], core_max: 10, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
WITH team, unit, COUNT { MATCH (person:Person)-[member:MEMBER_OF]->(team) WHERE member.core RETURN DISTINCT person } AS core
WHERE core > $core_max
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, core,
       $core_max AS at_most, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
