// id: s02_district_without_team
// rule: S-02
// title: District with building teams and no district team
// question: Which districts have building implementation teams, but no district implementation team?
// kind: finding
// severity: critical
// needs: [scope]
// sheets: [units, teams]
// advice: >-
//   Form the district implementation team. The district's leadership decides; the regional implementation team owns the
//   step.
// source: "A regional team supports an effective team in each district of its region (Active Implementation Hub, Module 3,
//   Topic 1)"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: teams, type: whole, help: building implementation teams in the district}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true}) RETURN count(u) AS population
//   of: districts
// sentence: >-
//   {unit} has {teams:building implementation team|building implementation teams} and no district implementation team.
//   {buildings:building is|buildings are} below it.
MATCH (district:Unit {level: 'district', scoped: true})
WHERE coalesce(district.scope_from <= $as_of, true)
  AND NOT EXISTS {
    MATCH (district)<-[:SERVES]-(own:Team)
    WHERE 'DIT' IN own.type
      AND (own.status = 'active' OR own.status = 'forming' AND coalesce(own.planned_start >= $as_of, true))
  }
MATCH (district)<-[:PART_OF*1..3]-(unit:Unit {level: 'school', scoped: true})<-[:SERVES]-(team:Team {status: 'active'})
WHERE 'BIT' IN team.type
WITH district, collect(DISTINCT team.team_id) AS teams, collect(DISTINCT unit.unit_id) AS units
RETURN district.unit_id AS unit_id, district.name AS unit, size(teams) AS teams,
       [district.unit_id] + teams + units AS ids, coalesce(district.buildings, 0) AS buildings;
