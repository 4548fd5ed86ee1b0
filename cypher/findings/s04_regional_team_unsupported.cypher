// id: s04_regional_team_unsupported
// rule: S-04
// title: Regional team without state support
// question: Which regional implementation teams have no state implementation team supporting them?
// kind: finding
// severity: high
// needs: [link_state, redundancy]
// sheets: [units, teams, team_links]
// advice: >-
//   Assign the state implementation team to this region. The State Management Team decides and sets the time aside.
// source: "The state implementation team forms, develops and supports the regional teams (Active Implementation Hub,
//   Module 3, Topic 1)"
// params:
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, help: "type of a region's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: link_id, type: text, subject: Link, help: "the required pair of the two teams"}
//   - {name: severity, type: text, help: "medium if both teams are in contact, else high"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: last_contact, type: date, help: "last contact of the two teams, with support on record or not; blank where it is one person's"}
//   - {name: last_month, type: text, help: "month of the last contact, where it is one person's"}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'region', scoped: true}) WHERE $region_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: regional implementation teams
// sentence: >-
//   Support by a state implementation team is not on record for the regional implementation team of {unit}.
//   {buildings:building is|buildings are} below it.[ Both teams have been in contact, last on {last_contact}:
//   only the support record is missing.][ Both teams have been in contact, last in {last_month}: only the support
//   record is missing.]
//
// :params {state_team: 'SIT', region_team: 'RIT'}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'region', scoped: true})
WHERE $region_team IN team.type AND NOT $state_team IN team.type
  AND NOT EXISTS {
    MATCH (team)<-[:SUPPORTS]-(upper:Team {status: 'active'})
    WHERE $state_team IN upper.type
  }
OPTIONAL MATCH (unit)<-[:OF]-(pair:Link {group: 'support'})
OPTIONAL MATCH (pair)-[:OWED_BY]->(above:Unit)
WITH *
// A pair with a team that is still forming has not begun.
WHERE pair.no_team IS NULL OR pair.absent IS NOT NULL
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       pair.link_id AS link_id,
       CASE WHEN pair.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       ['support:' + team.team_id] AS origins,
       CASE
         WHEN pair.absent IN ['upper', 'both'] THEN ['team:' + above.unit_id]
         WHEN pair.family = 'gap' THEN ['link:' + pair.link_id]
         ELSE []
       END AS follows,
       [team.team_id, unit.unit_id] AS ids,
       pair.last_contact AS last_contact, pair.last_month AS last_month,
       coalesce(unit.buildings, 0) AS buildings;
