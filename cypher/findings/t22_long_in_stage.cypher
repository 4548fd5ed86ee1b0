// id: t22_long_in_stage
// rule: T-22
// title: Long in one stage
// question: Which teams have been in one stage with a program for longer than expected?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, team_innovations]
// advice: >-
//   Review the stage with the team above: what is still missing for the next one, and who can bring it. The team's leadership
//   invites. If the stage has changed, record it.
// source: "default: a year each of exploration and installation, two of initial implementation; two to four years in all (Fixsen et
//   al. 2005)"
// params:
//   exploration_months: {type: whole, default: 12, from: profile.exploration_months, help: "months that a team can be in exploration"}
//   installation_months: {type: whole, default: 12, from: profile.installation_months, help: "months that a team can be in installation"}
//   initial_months: {type: whole, default: 24, from: profile.initial_months, help: "months that a team can be in initial implementation"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: innovation_id, type: text, key: true, subject: Innovation}
//   - {name: program, type: text}
//   - {name: stage, type: text, help: "exploration, installation or initial"}
//   - {name: said, type: text, help: "the stage in words"}
//   - {name: since, type: date, help: "first day in that stage"}
//   - {name: at_most, type: whole, help: "months expected at most"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[uses:USES]->(i:Innovation)
//     WHERE any(type IN t.type WHERE type IN $implementation_teams) AND uses.stage IS NOT NULL AND uses.since IS NOT NULL
//     RETURN count(DISTINCT [t.team_id, i.innovation_id]) AS population
//   of: programs of implementation teams whose stage and its first day are known
// sentence: >-
//   {team} has been in {said} of {program} since {since}; {at_most:month|months} at most are expected.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], exploration_months: 12, installation_months: 12, initial_months: 24, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)-[uses:USES]->(innovation:Innovation)
WITH team, unit, innovation, uses ORDER BY coalesce(uses.as_of, uses.since, uses.stated) DESC
WITH team, unit, innovation, collect(uses)[0] AS latest
WITH team, unit, innovation, latest.stage AS stage, latest.since AS since, CASE latest.stage
       WHEN 'exploration' THEN $exploration_months
       WHEN 'installation' THEN $installation_months
       WHEN 'initial' THEN $initial_months
     END AS at_most
WHERE at_most IS NOT NULL AND since < $as_of - duration({months: coalesce(at_most, 0)})
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       innovation.innovation_id AS innovation_id, innovation.name AS program, stage,
       CASE stage WHEN 'initial' THEN 'initial implementation' ELSE stage END AS said, since, at_most,
       [team.team_id, unit.unit_id, innovation.innovation_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
