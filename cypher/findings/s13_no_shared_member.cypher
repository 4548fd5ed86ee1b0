// id: s13_no_shared_member
// rule: S-13
// title: No member in common with the leadership team
// question: Which implementation teams share no member with their leadership team?
// kind: finding
// severity: medium
// needs: [links, link_state, members]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Name one person who sits on both teams. The leadership team decides.
// source: "Implementation teams report to and are a part of a leadership team (Active Implementation Hub, Module 3, Topic 1);
//   linking pins (Likert 1961)"
// params:
//   leadership_teams: {type: texts, default: [SMT, DMT, BMT], from: profile.leadership_teams, help: "types of the leadership teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: team, type: text}
//   - {name: unit, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (l:Link {group: 'leadership'}) WHERE l.no_team IS NULL AND l.family <> 'gap' RETURN count(l) AS population
//   of: pairs of an implementation team and its leadership team
// sentence: >-
//   Nobody is on record as a member of both the leadership team and the implementation team of {unit}.
//
// :params {leadership_teams: ['SMT', 'DMT', 'BMT']}

// Where the two are not in contact at all, that is reported; someone on both teams is one way to mend it.
MATCH (team:Team {status: 'active'})<-[:LOWER]-(pair:Link {group: 'leadership'})-[:OF]->(unit:Unit)
WHERE pair.no_team IS NULL AND coalesce(pair.family, '') <> 'gap'
  AND EXISTS { (:Person)-[:MEMBER_OF]->(team) }
  AND EXISTS { (pair)-[:UPPER]->(:Team)<-[:MEMBER_OF]-(:Person) }
  AND NOT EXISTS { (pair)-[:UPPER]->(team) }
  AND NOT EXISTS { (pair)-[:UPPER]->(:Team)<-[:MEMBER_OF]-(:Person)-[:MEMBER_OF]->(team) }
  AND NOT EXISTS {
    MATCH (team)-[:REPORTS_TO]->(leaders:Team {status: 'active'})<-[:MEMBER_OF]-(:Person)-[:MEMBER_OF]->(team)
    WHERE leaders.kind = 'leadership' OR any(type IN leaders.type WHERE type IN $leadership_teams)
  }
RETURN DISTINCT team.team_id AS team_id, unit.unit_id AS unit_id, team.name AS team, unit.name AS unit,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
