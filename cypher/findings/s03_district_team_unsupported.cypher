// id: s03_district_team_unsupported
// rule: S-03
// title: District team without support from above
// question: Which district implementation teams have no regional team supporting them, or no state team where there is no region?
// kind: finding
// severity: high
// needs: [link_state, redundancy]
// sheets: [units, teams, team_links]
// advice: >-
//   Name the team that supports this district. The regional implementation team decides; where there is no region, the
//   state implementation team.
// source: "A regional team supports an effective team in each district of its region (Active Implementation Hub, Module 3,
//   Topic 1)"
// params:
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: upper_id, type: text, subject: Unit, help: "the region that owes the support; the state where there is none"}
//   - {name: upper, type: text}
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
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'district', scoped: true}) WHERE $district_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: district implementation teams
// sentence: >-
//   [{upper}: ]support is not on record for the district implementation team of {unit}. {buildings:building is|buildings
//   are} below it.[ Both teams have been in contact, last on {last_contact}:
//   only the support record is missing.][ Both teams have been in contact, last in {last_month}: only the support
//   record is missing.]
//
// :params {state_team: 'SIT', region_team: 'RIT', district_team: 'DIT'}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'district', scoped: true})
WHERE $district_team IN team.type
OPTIONAL MATCH (unit)-[:PART_OF*1..3]->(region:Unit {level: 'region'})
WHERE $region_team IS NOT NULL
OPTIONAL MATCH (unit)-[:PART_OF*1..3]->(state:Unit {level: 'state'})
WITH team, unit, head(collect(region)) AS region, head(collect(state)) AS state
WITH team, unit, coalesce(region.unit_id, state.unit_id) AS upper_id, coalesce(region.name, state.name) AS upper,
     CASE WHEN region IS NULL THEN $state_team ELSE $region_team END AS wanted
WHERE NOT wanted IN team.type
  AND NOT EXISTS {
    MATCH (team)<-[:SUPPORTS]-(supporter:Team {status: 'active'})
    WHERE wanted IN supporter.type
  }
OPTIONAL MATCH (unit)<-[:OF]-(pair:Link {group: 'support'})
OPTIONAL MATCH (pair)-[:OWED_BY]->(above:Unit)
WITH *
// A pair with a team that is still forming has not begun.
WHERE pair.no_team IS NULL OR pair.absent IS NOT NULL
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       upper_id, upper, pair.link_id AS link_id,
       CASE WHEN pair.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       ['support:' + team.team_id] AS origins,
       CASE
         WHEN pair.absent IN ['upper', 'both'] THEN ['team:' + above.unit_id]
         WHEN pair.family = 'gap' THEN ['link:' + pair.link_id]
         ELSE []
       END AS follows,
       [id IN [team.team_id, unit.unit_id, upper_id] WHERE id IS NOT NULL] AS ids,
       pair.last_contact AS last_contact, pair.last_month AS last_month,
       coalesce(unit.buildings, 0) AS buildings;
