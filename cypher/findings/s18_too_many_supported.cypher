// id: s18_too_many_supported
// rule: S-18
// title: One team supports very many
// question: Which implementation teams support more teams, or more buildings, than one team can?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Add members or a second team, and divide the support between them. The leadership of the team's own level decides; the
//   team above helps.
// source: "default; about 100 schools for a regional team (Washington State, in SISEP slides of 2014)"
// params:
//   support_max: {type: whole, default: 25, from: profile.support_max, help: "teams that one team can support"}
//   region_buildings_max: {type: whole, default: 100, from: profile.region_buildings_max, help: "buildings with a team that one regional team can reach"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: supported, type: whole, help: "teams that it is recorded to support; blank if not above the limit"}
//   - {name: most_teams, type: whole, help: "teams that one team can support; blank if not above it"}
//   - {name: reached, type: whole, help: "buildings with a team in its region, for each regional team; blank if not above the limit"}
//   - {name: most_buildings, type: whole, help: "buildings that one regional team can reach; blank if not above it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SUPPORTS]->(:Team {status: 'active'})
//     WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     RETURN count(DISTINCT t) AS population
//   of: teams that support others
// sentence: >-
//   One implementation team of {unit} has very many to support[; {supported} teams are on record, where {most_teams} is the
//   limit][; {reached} buildings with a team are below it, where {most_buildings} is the limit].
//
// :params {support_max: 25, region_buildings_max: 100, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT'], region_team: 'RIT', building_team: 'BIT'}

MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
WITH DISTINCT team, unit
WITH team, unit, COUNT {
  MATCH (team)-[:SUPPORTS]->(lower:Team {status: 'active'})
  WHERE EXISTS { (lower)-[:SERVES]->(:Unit {scoped: true}) }
  RETURN DISTINCT lower
} AS supported, CASE
  WHEN unit.level = 'region' AND coalesce($region_team IN team.type, false) THEN COUNT {
    MATCH (unit)<-[:PART_OF*1..3]-(building:Unit {level: 'school', scoped: true})<-[:SERVES]-(own:Team {status: 'active'})
    WHERE $building_team IN own.type
    RETURN DISTINCT building
  } / COUNT {
    MATCH (unit)<-[:SERVES]-(beside:Team {status: 'active'})
    WHERE $region_team IN beside.type
    RETURN DISTINCT beside
  }
END AS reached
WITH team, unit, CASE WHEN supported > $support_max THEN supported END AS supported,
     CASE WHEN reached > $region_buildings_max THEN reached END AS reached
WHERE supported IS NOT NULL OR reached IS NOT NULL
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, supported,
       CASE WHEN supported IS NOT NULL THEN $support_max END AS most_teams,
       reached, CASE WHEN reached IS NOT NULL THEN $region_buildings_max END AS most_buildings,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
