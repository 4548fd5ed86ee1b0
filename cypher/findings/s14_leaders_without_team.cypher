// id: s14_leaders_without_team
// rule: S-14
// title: Leadership team without an implementation team under it
// question: To which leadership teams does no implementation team report?
// kind: finding
// severity: high
// needs: [links, link_state]
// sheets: [units, teams, team_links]
// advice: >-
//   Agree which implementation team reports to these leaders, and what they decide for it. The leadership team decides; the
//   implementation team above helps to form one.
// source: "Leadership teams create the conditions, implementation teams do the work and report to them (Active Implementation
//   Hub, Module 3, Topic 1)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
//   leadership_teams: {type: texts, default: [SMT, DMT, BMT], from: profile.leadership_teams, help: "types of the leadership teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: severity, type: text, help: "medium if the leaders are in contact with an implementation team, else high"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(u:Unit)
//     WHERE (u.scoped OR u.level = 'state') AND any(type IN t.type WHERE type IN $leadership_teams)
//     RETURN count(DISTINCT t) AS population
//   of: leadership teams
// sentence: >-
//   No implementation team is on record as reporting to the leadership team of {unit}.
//
// :params {implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT'], leadership_teams: ['SMT', 'DMT', 'BMT']}

// Two leadership teams of one unit count as one: who reports to either reports to the unit's leaders.
MATCH (unit:Unit)<-[:OF]-(pair:Link {group: 'leadership'})-[:UPPER]->(leaders:Team {status: 'active'})
WHERE NOT (pair.no_team IS NOT NULL AND pair.absent IS NULL)
  AND NOT any(type IN leaders.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { (pair)-[:UPPER]->(:Team)<-[:LOWER]-(pair) }
  AND NOT EXISTS {
    MATCH (pair)-[:UPPER]->(:Team)<-[:REPORTS_TO]-(under:Team {status: 'active'})
    WHERE any(type IN under.type WHERE type IN $implementation_teams)
  }
  AND NOT EXISTS {
    MATCH (pair)-[:UPPER]->(:Team)<-[:REPORTS_TO]-(:Team {status: 'active'})<-[:REPORTS_TO]-(:Team)<-[:LOWER]-(pair)
  }
WITH unit, pair, leaders
ORDER BY leaders.team_id
WITH unit, pair, collect(leaders) AS known
// Of the teams that lead a small unit, its own comes first.
WITH unit, pair, coalesce(head([each IN known WHERE EXISTS { (each)-[:SERVES]->(unit) }]), head(known)) AS leaders
RETURN DISTINCT leaders.team_id AS team_id, leaders.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       CASE WHEN pair.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       CASE
         WHEN pair.absent IN ['lower', 'both'] THEN ['team:' + unit.unit_id]
         ELSE COLLECT { MATCH (pair)-[:LOWER]->(under:Team) RETURN 'unsponsored:' + under.team_id ORDER BY under.team_id }
       END AS follows,
       [leaders.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
