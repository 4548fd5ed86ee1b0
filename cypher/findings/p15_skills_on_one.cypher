// id: p15_skills_on_one
// rule: P-15
// title: Skills that may rest on one person
// question: In which district teams could one departure leave most skills without a holder?
// kind: finding
// severity: high
// needs: [members, scope]
// sheets: [units, teams, roles, assignments, team_skills]
// advice: >-
//   Have another member learn each of these skills, starting with those that have one holder. The team decides.
// source: "Truck factor (Avelino et al. 2016) as a bound: holders are counted by skill and never named, so that one person
//   may hold all skills with one holder, or a different one each of them"
// params:
//   core_min: {type: whole, default: 5, from: profile.core_min, help: "teams with a smaller core are not checked"}
//   skills_min: {type: whole, default: 3, help: "teams with fewer skills that anyone holds are not reported"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: skills, type: whole, help: "skills that somebody on the team holds"}
//   - {name: single, type: whole, help: "those with one holder"}
//   - {name: as_few_as, type: whole, help: "fewest people whose leaving may leave more than half of them without a holder"}
//   - {name: at_most, type: whole, help: "people whose leaving is sure to, if they hold the rarest skills"}
//   - {name: core, type: whole, help: "members of the team's core"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'district', scoped: true})
//     WHERE $district_team IN team.type AND EXISTS { (team)-[:HAS_SKILL]->(:Skill) }
//       AND COUNT { MATCH (person:Person)-[member:MEMBER_OF]->(team) WHERE member.core RETURN DISTINCT person } >= $core_min
//     RETURN count(DISTINCT team) AS population
//   of: district teams with a core of this size whose skills are known
// sentence: >-
//   {single} of the {skills:skill|skills} of {team} {single:=is|are} held by only one person each. Who holds which
//   is not recorded: if one person holds them all, one departure costs the team most of its skills; otherwise it
//   takes {at_most:departure|departures} at most.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], core_min: 5, skills_min: 3, district_team: 'DIT'}

// Of several counts of one skill the latest counts, and of two for one day the larger.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'district', scoped: true})
WHERE $district_team IN team.type
WITH team, unit, COUNT { MATCH (person:Person)-[member:MEMBER_OF]->(team) WHERE member.core RETURN DISTINCT person } AS core
WHERE core >= $core_min
MATCH (team)-[has:HAS_SKILL]->(skill:Skill)
WITH team, unit, core, skill, has, coalesce(has.as_of, has.stated, $as_of) AS day
WHERE day <= $as_of
WITH team, unit, core, skill, has.holders AS holders ORDER BY day DESC, holders DESC
WITH team, unit, core, skill, head(collect(holders)) AS holders
WHERE holders > 0
WITH team, unit, core, holders ORDER BY holders
WITH team, unit, core, collect(holders) AS held
WITH team, unit, core, held, size(held) / 2 + 1 AS needed
WITH team, unit, core, held, held[..needed] AS rarest
WHERE size(held) >= $skills_min AND last(rarest) = 1
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, size(held) AS skills,
       size([holders IN held WHERE holders = 1]) AS single, last(rarest) AS as_few_as,
       reduce(people = 0, holders IN rarest | people + holders) AS at_most, core,
       ['skills:' + team.team_id] AS origins, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
