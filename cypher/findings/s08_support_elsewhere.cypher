// id: s08_support_elsewhere
// rule: S-08
// title: Support across the line
// question: Which teams are recorded as supporting teams that belong under another unit?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Correct the record, or agree in writing that this support is shared. The two implementation teams above decide
//   together.
// source: "Each team supports the teams at the level below it in its own unit (Active Implementation Hub, Module 3, Topic 1); an
//   agreement in writing makes it a shared service (default)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "levels from the top down"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team, help: "the team that supports"}
//   - {name: own_id, type: text, key: true, subject: Unit, help: "the unit that the supported teams belong under"}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text, help: "the unit of the team that supports"}
//   - {name: own, type: text}
//   - {name: teams, type: whole, help: "teams so supported"}
//   - {name: units, type: texts, help: "up to three of their units"}
//   - {name: more, type: whole, help: "how many more units; blank for none"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SUPPORTS]->(:Team {status: 'active'})
//     WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(DISTINCT t) AS population
//   of: teams that support others
// sentence: >-
//   The implementation team of {unit} is on record as supporting {teams:team|teams} that {teams:=belongs|belong} under {own}:
//   {units}[ and {more} more].
//
// :params {implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT'], levels: ['state', 'region', 'district', 'school']}

MATCH (team:Team {status: 'active'})-[:SUPPORTS]->(lower:Team {status: 'active'})
WHERE any(type IN team.type WHERE type IN $implementation_teams)
  AND any(type IN lower.type WHERE type IN $implementation_teams)
WITH DISTINCT team, lower
MATCH (team)-[:SERVES]->(unit:Unit)
WHERE unit.scoped AND unit.level IN $levels[1..]
MATCH (lower)-[:SERVES]->(below:Unit {scoped: true})
WHERE NOT EXISTS { MATCH (team)-[:SERVES]->(:Unit)<-[:PART_OF*0..6]-(below) }
// A unit that is part of none of that level tells nothing about whose it is.
MATCH (below)-[:PART_OF*1..6]->(own:Unit)
WHERE own.level = unit.level
  AND NOT EXISTS { (team)<-[:FROM|TO]-(:Protocol)-[:FROM|TO]->(lower) }
WITH team, unit, own, lower, below
ORDER BY below.unit_id, lower.team_id
WITH team, unit, own, collect(DISTINCT lower.team_id) AS lowers, collect(DISTINCT below) AS belows
RETURN team.team_id AS team_id, own.unit_id AS own_id, unit.unit_id AS unit_id, unit.name AS unit, own.name AS own,
       size(lowers) AS teams, [below IN belows | below.name][..3] AS units,
       CASE WHEN size(belows) > 3 THEN size(belows) - 3 END AS more,
       [id IN lowers | 'outside:' + team.team_id + ':' + id] AS origins,
       [team.team_id, unit.unit_id, own.unit_id] + lowers + [below IN belows | below.unit_id] AS ids,
       reduce(all = 0, below IN belows | all + coalesce(below.buildings, 0)) AS buildings;
