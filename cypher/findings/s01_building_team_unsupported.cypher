// id: s01_building_team_unsupported
// rule: S-01
// title: Building team without district support
// question: Which building implementation teams have no district implementation team supporting them?
// kind: finding
// severity: high
// needs: [link_state, redundancy]
// sheets: [units, teams, team_links]
// advice: >-
//   Record which district implementation team supports this building; where none does, name one or form one. The district
//   decides; the regional implementation team helps.
// source: "Linked implementation teams: each district team supports an effective team in each building (Active
//   Implementation Hub, Module 3, Topic 1)"
// params:
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: district_id, type: text, subject: Unit}
//   - {name: district, type: text}
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
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'school', scoped: true}) WHERE $building_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: building implementation teams
// sentence: >-
//   [{district}: ]support by a district implementation team is not on record for the implementation team of
//   {unit}.[ Both teams have been in contact, last on {last_contact}:
//   only the support record is missing.][ Both teams have been in contact, last in {last_month}: only the support
//   record is missing.]
//
// :params {district_team: 'DIT', building_team: 'BIT'}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'school', scoped: true})
WHERE $building_team IN team.type AND NOT $district_team IN team.type
  AND NOT EXISTS {
    MATCH (team)<-[:SUPPORTS]-(upper:Team {status: 'active'})
    WHERE $district_team IN upper.type
  }
OPTIONAL MATCH (unit)-[:PART_OF]->(district:Unit {level: 'district'})
OPTIONAL MATCH (unit)<-[:OF]-(pair:Link {group: 'support'})
OPTIONAL MATCH (pair)-[:OWED_BY]->(above:Unit)
WITH *
// A pair with a team that is still forming has not begun.
WHERE pair.no_team IS NULL OR pair.absent IS NOT NULL
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       district.unit_id AS district_id, district.name AS district,
       pair.link_id AS link_id,
       CASE WHEN pair.family IN ['holds', 'weak', 'one_way'] THEN 'medium' END AS severity,
       ['support:' + team.team_id] AS origins,
       CASE
         WHEN pair.absent IN ['upper', 'both'] THEN ['team:' + above.unit_id]
         WHEN pair.family = 'gap' THEN ['link:' + pair.link_id]
         ELSE ['skipped:' + team.team_id]
       END AS follows,
       [id IN [team.team_id, unit.unit_id, district.unit_id] WHERE id IS NOT NULL] AS ids,
       pair.last_contact AS last_contact, pair.last_month AS last_month,
       coalesce(unit.buildings, 0) AS buildings;
