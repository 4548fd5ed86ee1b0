// id: f20_fidelity_overdue
// rule: F-20
// title: Fidelity measured too long ago
// question: Where was fidelity last measured longer ago than agreed?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams, team_innovations]
// advice: >-
//   Agree when fidelity is measured, who looks at it and how it comes back to the building. The team that owes support invites.
//   If it was measured, record it.
// source: "default: half as long again as a month, in days in session, after monthly fidelity data (Washington, in SISEP's materials)"
// params:
//   fidelity_days: {type: whole, default: 45, from: profile.fidelity_days, help: "days within which fidelity is measured again"}
//   fidelity_days_before: {type: date, from: profile.fidelity_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: late, type: whole, help: "buildings that last measured it longer ago than agreed"}
//   - {name: measuring, type: whole, help: "buildings in initial or full implementation that have measured it"}
//   - {name: agreed, type: whole, help: "days in session within which it is measured again"}
//   - {name: supported, type: whole, help: "staff of these buildings who get training or coaching; blank if not known"}
//   - {name: expected, type: whole, help: "staff of these buildings who are to use the program; blank if not known"}
//   - {name: severity, type: text, help: "medium where fewer than half of the buildings are late, else high"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {unit}: in {late} of the {measuring:building|buildings} that measure fidelity, it was last measured more than {agreed:day|days}
//   ago, not counting breaks[; {supported} of the {expected} staff there are supported].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], fidelity_days: 45, fidelity_days_before: null, building_team: 'BIT'}

// Buildings that never measured, or before initial implementation, are not known to owe it.
MATCH (link:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
MATCH (link)-[:LOWER]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
WHERE $building_team IN team.type
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT upper, team, unit
MATCH (team)-[uses:USES]->(innovation:Innovation)
WITH upper, team, unit, innovation, uses ORDER BY coalesce(uses.as_of, uses.since, uses.stated) DESC
WITH upper, team, unit, innovation, collect(uses) AS rows
WITH upper, team, unit, rows[0] AS latest,
     reduce(last = null, row IN rows | CASE
       WHEN row.fidelity_measured_on <= $as_of AND row.fidelity_measured_on > coalesce(last, date('0001-01-01'))
         THEN row.fidelity_measured_on
       ELSE last
     END) AS measured
WHERE latest.stage IN ['initial', 'full'] AND measured IS NOT NULL
// Of several programs, the one measured longest ago counts.
WITH upper, team, unit, min(measured) AS measured,
     sum(CASE WHEN latest.staff_supported <= latest.staff_expected THEN latest.staff_supported END) AS supported,
     sum(CASE WHEN latest.staff_supported <= latest.staff_expected THEN latest.staff_expected END) AS expected
ORDER BY team.team_id
WITH upper, count(team) AS measuring, collect(CASE
       WHEN measured < coalesce($fidelity_days_before, $as_of - duration({days: $fidelity_days}))
         THEN {team_id: team.team_id, unit_id: unit.unit_id, staff_supported: supported, staff_expected: expected}
     END) AS late
WHERE size(late) > 0
WITH upper, measuring, late, reduce(sum = 0, each IN late | sum + each.staff_supported) AS supported,
     reduce(sum = 0, each IN late | sum + each.staff_expected) AS expected
RETURN upper.unit_id AS unit_id, upper.name AS unit, size(late) AS late, measuring, $fidelity_days AS agreed,
       CASE WHEN expected > 0 THEN supported END AS supported, nullif(expected, 0) AS expected,
       CASE WHEN size(late) * 2 < measuring THEN 'medium' ELSE 'high' END AS severity,
       [upper.unit_id] + [each IN late | each.team_id] + [each IN late | each.unit_id] AS ids, size(late) AS buildings;
