// id: s17_outside_principal
// rule: S-17
// title: Building team that does not report to the principal
// question: Which building implementation teams report to leaders other than their principal?
// kind: finding
// severity: high
// needs: [link_state]
// sheets: [units, teams, roles, team_links]
// advice: >-
//   Agree that the team reports to the principal or to the leadership team of the building. The principal decides; the
//   district implementation team helps.
// source: "Building implementation teams report directly to school principals (Active Implementation Hub, Module 3, Topic 1)"
// params:
//   leadership_hops: {type: whole, default: 2, from: profile.leadership_hops, help: "reporting steps from the team to its leaders"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
//   building_leaders: {type: text, default: BMT, from: profile.building_leaders, help: "type of a building's leadership team"}
//   leadership_teams: {type: texts, default: [SMT, DMT, BMT], from: profile.leadership_teams, help: "types of the leadership teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: leaders, type: texts, help: "leadership teams that it reports to"}
//   - {name: severity, type: text, help: "medium if the team is in contact with the building's leaders, else high"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'school', scoped: true}) WHERE $building_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: building implementation teams
// sentence: >-
//   The implementation team of {unit} reports to {leaders}; reporting to the principal is not on record.
//
// :params {leadership_hops: 2, district_team: 'DIT', building_team: 'BIT', building_leaders: 'BMT', leadership_teams: ['SMT', 'DMT', 'BMT']}

// A team that reports to no leadership team at all has a finding of its own; one for a district and its only building
// answers to the district's leaders.
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'school', scoped: true})
WHERE $building_team IN team.type AND NOT $building_leaders IN team.type AND NOT $district_team IN team.type
MATCH (team)-[:REPORTS_TO]->(leaders:Team {status: 'active'})
WHERE leaders.kind = 'leadership' OR any(type IN leaders.type WHERE type IN $leadership_teams)
WITH DISTINCT team, unit, leaders
ORDER BY leaders.team_id
WITH team, unit, collect(leaders) AS others
WHERE NOT EXISTS { (team)<-[:ON]-(:Role {code: 'principal'}) }
  AND NOT EXISTS {
    MATCH (team) (
      (:Team)-[step:REPORTS_TO]->(:Team {status: 'active'})
    ){1,5} (top:Team)
    WHERE size(step) <= $leadership_hops
      AND (EXISTS { (top)<-[:ON]-(:Role {code: 'principal'})-[:AT]->(unit) }
        OR (EXISTS { MATCH (top)-[:SERVES]->(:Unit)-[:PART_OF*0..2]->(unit) }
          AND (top.kind = 'leadership' OR any(type IN top.type WHERE type IN $leadership_teams)
            OR EXISTS { (top)<-[:ON]-(:Role {code: 'principal'}) })))
  }
OPTIONAL MATCH (unit)<-[:OF]-(pair:Link {group: 'leadership'})
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       [leaders IN others | leaders.name] AS leaders,
       CASE WHEN pair.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       ['unsponsored:' + team.team_id] AS origins,
       [team.team_id, unit.unit_id] + [leaders IN others | leaders.team_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
