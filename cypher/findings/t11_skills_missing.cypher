// id: t11_skills_missing
// rule: T-11
// title: Skills that no member holds
// question: Which implementation teams count no member with a skill that they need?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, team_skills]
// advice: >-
//   Train or coach a member in each of these skills, or add someone who has it. The team above helps; the team's leadership
//   decides.
// source: "Competencies of implementation teams: the innovation, implementation science, improvement cycles, systems change (Active
//   Implementation Hub, Module 3). Teams count holders; nobody is named"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: skills, type: texts, help: "skills that are counted and that no member holds"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//       AND EXISTS { (t)-[:HAS_SKILL]->(:Skill) }
//     RETURN count(t) AS population
//   of: implementation teams whose skills are counted
// sentence: >-
//   On {team}, the count of members is zero for the skills {skills}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)-[has:HAS_SKILL]->(skill:Skill)
WITH team, unit, skill, has, coalesce(has.as_of, has.stated, $as_of) AS day
WHERE day <= $as_of
// Of several counts of one skill the latest counts, and of two for one day the larger.
WITH team, unit, skill, has.holders AS holders ORDER BY day DESC, holders DESC
WITH team, unit, skill, head(collect(holders)) AS holders
WHERE holders = 0
WITH team, unit, replace(skill.skill, '_', ' ') AS said ORDER BY said
WITH team, unit, collect(said) AS skills
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, skills,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
