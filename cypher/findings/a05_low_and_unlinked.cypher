// id: a05_low_and_unlinked
// rule: A-05
// title: Team that feels the missing link
// question: Which teams rate their own working low while a link of theirs is not in use?
// kind: finding
// severity: medium
// needs: [link_state, members]
// sheets: [units, teams, roles, assignments, assessments, [contacts, meetings, link_checks]]
// advice: >-
//   Repair the link first, then ask the team what else it needs. The team that owes support offers coaching; the team itself
//   decides.
// source: "A team's view of its own working belongs beside how it is linked (survey of implementation teams in 19 districts); the
//   line is a default"
// params:
//   team_instruments: {type: texts, default: [ITS], help: "codes of the surveys by which teams rate their own working"}
//   functioning_share: {type: share, default: 0.7, from: profile.functioning_share, help: "share of the points below which it counts as low"}
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "surveys of teams with fewer members are not shown"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: held, type: date, help: "day of the survey"}
//   - {name: line, type: share, help: "the share below which it counts as low"}
//   - {name: link, type: text, help: "what is not in use or goes one way, in words"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:OF]-(a:Assessment) WHERE a.instrument IN $team_instruments
//     RETURN count(DISTINCT t) AS population
//   of: teams with a survey
// sentence: >-
//   {team} rated its own working below {line:%} on {held}, and {link}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], team_instruments: ['ITS'], functioning_share: 0.7, group_min: 5}

MATCH (team:Team {status: 'active'})<-[:OF]-(survey:Assessment)
WHERE survey.instrument IN $team_instruments AND survey.subscale IS NULL AND survey.held_on <= $as_of
  AND survey.score IS NOT NULL AND survey.out_of > 0
WITH team, survey
ORDER BY survey.held_on DESC, survey.score
WITH team, head(collect(survey)) AS survey
WHERE round(toFloat(survey.score) / survey.out_of, 4) < $functioning_share
  AND COUNT { MATCH (person:Person)-[:MEMBER_OF]->(team) RETURN DISTINCT person } >= $group_min
MATCH (team)<-[:LOWER]-(pair:Link)-[:OF]->(unit:Unit)
WHERE pair.no_team IS NULL AND pair.family IN ['gap', 'one_way']
OPTIONAL MATCH (pair)-[:OWED_BY]->(upper:Unit)
WITH team, survey, unit, pair, upper
ORDER BY pair.group DESC, pair.link_id
WITH team, survey, head(collect([unit, pair, upper])) AS first
WITH team, survey, first[0] AS unit, first[1] AS pair, first[2] AS upper
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       survey.held_on AS held, $functioning_share AS line,
       CASE pair.family WHEN 'gap' THEN 'no contact is on record with ' ELSE 'contact goes one way only with ' END +
       CASE WHEN pair.group = 'leadership' THEN 'its leadership team' ELSE coalesce(upper.name, 'the team above') END AS link,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
