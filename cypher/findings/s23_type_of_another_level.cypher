// id: s23_type_of_another_level
// rule: S-23
// title: Type of team that belongs to another level
// question: Which teams are recorded with a type that belongs to another level than their unit's?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Correct the type or the unit of the team. Where it serves both levels, give it both types. The team above it decides;
//   the data steward corrects the record.
// source: "The level of each type of team is the profile's"
// params:
//   team_types: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.team_types, help: "all types of team"}
//   team_levels: {type: texts, default: [state, state, region, district, district, school, school], from: profile.team_levels, help: "the level of each, in the same order"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "levels from the top down"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: place, type: text, help: "what a unit of its level is called"}
//   - {name: types, type: texts, help: "the type of the team; two for a team that is both"}
//   - {name: belongs, type: texts, help: "what a unit is called at which such teams work"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(u:Unit) WHERE u.scoped OR u.level = 'state'
//     RETURN count(DISTINCT t) AS population
//   of: active teams
// sentence: >-
//   {team} serves {unit}, a unit of the level {place}; its type, {types}, is one of the level {belongs}.
//
// :params {team_types: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT'], team_levels: ['state', 'state', 'region', 'district', 'district', 'school', 'school'], levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building']}

// An office stands for the unit that it is part of; types that the profile does not know have a finding of their own.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE all(type IN team.type WHERE type IN $team_types)
WITH DISTINCT team, unit, CASE unit.level
  WHEN 'office' THEN COLLECT {
    MATCH way = (unit)-[:PART_OF*1..3]->(over:Unit)
    WHERE over.level IN $levels
    RETURN over.level ORDER BY length(way) LIMIT 1
  }[0]
  ELSE unit.level
END AS level, [at IN range(0, size($team_types) - 1) WHERE $team_types[at] IN team.type | $team_levels[at]] AS belongs
ORDER BY unit.unit_id
WITH team, belongs, collect(level) AS at, collect(unit) AS units
WHERE size(belongs) > 0 AND all(level IN at WHERE level IN $levels AND NOT level IN belongs)
WITH team, belongs, at[0] AS level, units[0] AS unit
WHERE unit.scoped OR unit.level = 'state'
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       [place IN range(0, size($levels) - 1) WHERE $levels[place] = level | $level_words[place]][0] AS place,
       team.type AS types,
       [place IN range(0, size($levels) - 1) WHERE $levels[place] IN belongs | $level_words[place]] AS belongs,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
