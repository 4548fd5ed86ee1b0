// id: s09_district_tier_skipped
// rule: S-09
// title: District tier skipped
// question: Which building teams are supported from above, bypassing their district's team?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Have the district implementation team support this building; form one if needed. The district decides; the team
//   supporting it now hands it over.
// source: "Each team supports the teams at the level below it (Active Implementation Hub, Module 3, Topic 1); small
//   districts are left out (default)"
// params:
//   small_staff: {type: number, default: 30, from: profile.small_staff, help: "a district with fewer staff is small"}
//   small_buildings: {type: whole, default: 1, from: profile.small_buildings, help: "a district with at most this many open buildings is small"}
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: district_id, type: text, subject: Unit}
//   - {name: district, type: text}
//   - {name: uppers, type: texts, help: "units whose teams support the building"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[:SERVES]->(:Unit {level: 'school', scoped: true}) WHERE $building_team IN t.type
//     RETURN count(DISTINCT t) AS population
//   of: building implementation teams
// sentence: >-
//   {district}: the implementation team of {unit} is supported by {uppers} directly; support by a district implementation
//   team is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], small_staff: 30, small_buildings: 1, state_team: 'SIT', region_team: 'RIT', district_team: 'DIT', building_team: 'BIT'}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit {level: 'school', scoped: true})
WHERE $building_team IN team.type AND NOT $district_team IN team.type
MATCH (team)<-[:SUPPORTS]-(upper:Team {status: 'active'})-[:SERVES]->(above:Unit)
WHERE ($region_team IN upper.type OR $state_team IN upper.type) AND NOT $district_team IN upper.type
  AND NOT EXISTS {
    MATCH (team)<-[:SUPPORTS]-(own:Team {status: 'active'})
    WHERE $district_team IN own.type
  }
MATCH (unit)-[:PART_OF*1..3]->(district:Unit {level: 'district'})
WHERE coalesce(district.staff_fte >= $small_staff, true)
WITH team, unit, district, upper, above
ORDER BY above.unit_id, upper.team_id
WITH team, unit, district, collect(DISTINCT above.name) AS uppers, collect(DISTINCT upper.team_id) AS teams,
     collect(DISTINCT above.unit_id) AS units
// Counted after collecting: only for the few left, not for every unit on the way up.
WHERE $small_buildings < COUNT {
  MATCH (district)<-[:PART_OF*1..3]-(other:Unit {level: 'school'})
  WHERE coalesce(other.closed > $as_of, true)
}
RETURN DISTINCT team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       district.unit_id AS district_id, district.name AS district, uppers,
       ['skipped:' + team.team_id] AS origins,
       [team.team_id, unit.unit_id, district.unit_id] + teams + units AS ids, coalesce(unit.buildings, 0) AS buildings;
