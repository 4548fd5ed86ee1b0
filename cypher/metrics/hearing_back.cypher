// id: hearing_back
// rule: F-24
// title: Days until those who raise a barrier hear back
// question: After how many days does half of those who raise a barrier hear back, by region?
// kind: metric
// needs: [scope, barriers]
// sheets: [units, teams, barriers]
// source: "Right-censored median (Kaplan & Meier 1958): a barrier whose team has not heard back yet counts as still waiting,
//   so that slow answers are not left out; days in session"
// params:
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   building_team: {type: text, default: BIT, from: profile.building_team, help: "type of a building's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the state or one of its regions"}
//   - {name: unit, type: text}
//   - {name: level, type: text, help: "state or region; the state counts its regions too"}
//   - {name: days, type: whole, over_time: true, help: "days in session after which half have heard back, open ones counted as still waiting (a right-censored median, Kaplan-Meier); blank while fewer than half have, and where no day of reporting back is on record at all"}
//   - {name: raised, type: whole, over_time: true, help: "barriers raised in the period"}
//   - {name: heard, type: whole, over_time: true, help: "those whose team has heard back, or solved it itself"}
//   - {name: teams, type: whole, help: "building teams that are active and in scope"}
//   - {name: silent, type: whole, over_time: true, help: "those that raised none in the period; silence is not success"}
// sentence: >-
//   {unit}: [half of those who raised a barrier heard back within {days:day|days} in session; ]{heard} of {raised:barrier|barriers}
//   of the period {heard:=was|were} reported back; {silent} of {teams:building team|building teams} raised none.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], window_days: 180, window_days_before: null, building_team: 'BIT'}
MATCH (any:Barrier)
WITH count(any.reported_back_on) > 0 AS noted, coalesce($window_days_before, $as_of - duration({days: $window_days})) AS start
MATCH (unit:Unit)
WHERE unit.level = 'state' OR unit.level = 'region' AND unit.scoped
CALL (unit, start) {
  MATCH (unit)<-[:PART_OF*0..6]-(place:Unit)<-[:SERVES]-(:Team {status: 'active'})<-[:RAISED_BY]-(barrier:Barrier)
  WHERE (place.scoped OR place.level = 'state') AND start <= barrier.raised_on <= $as_of
    AND coalesce(barrier.kind, 'barrier') = 'barrier'
  WITH DISTINCT barrier ORDER BY barrier.round_trip, NOT barrier.heard
  RETURN collect({days: barrier.round_trip, heard: barrier.heard}) AS trips
}
CALL (unit, start) {
  MATCH (unit)<-[:PART_OF*0..6]-(place:Unit {level: 'school', scoped: true})<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $building_team IN team.type
  WITH DISTINCT team, EXISTS {
    MATCH (team)<-[:RAISED_BY]-(barrier:Barrier)
    WHERE start <= barrier.raised_on <= $as_of AND coalesce(barrier.kind, 'barrier') = 'barrier'
  } AS spoke
  RETURN count(team) AS teams, count(CASE WHEN NOT spoke THEN team END) AS silent
}
// At each of the sorted days: the share that still waits, and the first day on which it is half or less. Who heard back
// leaves those at risk with a step; who still waits leaves them without one.
WITH unit, noted, trips, teams, silent, reduce(so_far = [1.0, -1.0], at IN range(0, size(trips) - 1) |
  CASE WHEN NOT trips[at].heard THEN so_far
       ELSE [so_far[0] * (size(trips) - at - 1) / (size(trips) - at),
             CASE WHEN so_far[1] < 0 AND so_far[0] * (size(trips) - at - 1) / (size(trips) - at) <= 0.5 + 1e-9
                  THEN toFloat(trips[at].days) ELSE so_far[1] END] END) AS course
RETURN unit.unit_id AS unit_id, unit.name AS unit, unit.level AS level,
       CASE WHEN noted AND course[1] >= 0 THEN toInteger(course[1]) END AS days, size(trips) AS raised,
       size([trip IN trips WHERE trip.heard]) AS heard, teams, silent
ORDER BY CASE level WHEN 'state' THEN 0 ELSE 1 END, unit_id;
