// id: p06_skill_with_one_holder
// rule: P-06
// title: Skills that one member holds
// question: On which implementation teams does one member alone hold a skill?
// kind: finding
// severity: medium
// needs: [members, scope]
// sheets: [units, teams, roles, assignments, team_skills]
// advice: >-
//   Have a second member learn each of these skills. The team decides who.
// source: "What a team knows goes with its people unless it is shared (Active Implementation Hub, leadership and implementation teams);
//   teams with a smaller core are told of for their size"
// params:
//   core_min: {type: whole, default: 5, from: profile.core_min, help: "teams with a smaller core are not checked"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: skills, type: texts, help: "skills that one member holds"}
//   - {name: counted, type: whole, help: "skills that are counted"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})
//     WHERE any(type IN t.type WHERE type IN $implementation_teams) AND EXISTS { (t)-[:HAS_SKILL]->(:Skill) }
//       AND COUNT { MATCH (person:Person)-[member:MEMBER_OF]->(t) WHERE member.core RETURN DISTINCT person } >= $core_min
//     RETURN count(t) AS population
//   of: implementation teams with a core of this size whose skills are counted
// sentence: >-
//   On {team}, one member alone holds each of these skills: {skills}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], core_min: 5, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// Of several counts of one skill the latest counts, and of two for one day the larger.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)-[has:HAS_SKILL]->(skill:Skill)
WITH team, unit, skill, has, coalesce(has.as_of, has.stated, $as_of) AS day
WHERE day <= $as_of
WITH team, unit, skill, has.holders AS holders ORDER BY day DESC, holders DESC
WITH team, unit, replace(skill.skill, '_', ' ') AS said, head(collect(holders)) AS holders
ORDER BY said
WITH team, unit, count(*) AS counted, collect(CASE WHEN holders = 1 THEN said END) AS skills
WHERE size(skills) > 0
  AND COUNT { MATCH (person:Person)-[member:MEMBER_OF]->(team) WHERE member.core RETURN DISTINCT person } >= $core_min
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, skills, counted,
       ['skills:' + team.team_id] AS follows, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
