// id: f25_success_not_shared
// rule: F-25
// title: What helps in several districts, not shared
// question: What helps in several districts and has not been passed on to the region or the state?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams, barriers, escalations]
// advice: >-
//   Pass it on, so that other districts can try it. The team above these districts tells them.
// source: "default: three districts; what helps is collected like what hinders (Active Implementation Hub, leadership and
//   implementation teams)"
// params:
//   theme_districts: {type: whole, default: 3, from: profile.theme_districts, help: "districts from which on a theme is one of the whole system"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   lift_days: {type: whole, default: 30, from: profile.lift_days, help: "days within which it is passed on"}
//   lift_days_before: {type: date, from: profile.lift_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: topic, type: text, key: true, help: "the theme in small letters, however teams wrote it"}
//   - {name: theme, type: text, help: "the same as teams wrote it"}
//   - {name: unit_id, type: text, subject: Unit, help: "the unit above all these districts"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: entries, type: whole, help: "how often it was noted as helpful in the period"}
//   - {name: districts, type: whole, help: "districts in which it was noted"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier {kind: 'facilitator'})-[:RAISED_BY]->(:Team) WHERE b.theme IS NOT NULL RETURN count(DISTINCT b.theme) AS population
//   of: themes of what helps
// sentence: >-
//   {upper}: "{theme}" helps in {districts:district|districts}; word of it to the region or the state is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], theme_districts: 3, window_days: 180, window_days_before: null, lift_days: 30, lift_days_before: null}
MATCH (entry:Barrier {kind: 'facilitator'})
WHERE entry.theme IS NOT NULL
  AND coalesce($window_days_before, $as_of - duration({days: $window_days})) <= entry.raised_on <= $as_of
WITH toLower(trim(entry.theme)) AS topic, collect(entry) AS entries

// One that a team of the region or the state has received stands for all of its theme.
WHERE none(entry IN entries WHERE EXISTS {
  MATCH (entry)-[:HANDLED_BY]->(:Team)-[:SERVES]->(at:Unit) WHERE at.level IN ['state', 'region']
})
UNWIND entries AS entry
WITH topic, entry
WHERE entry.raised_on < coalesce($lift_days_before, $as_of - duration({days: $lift_days}))
MATCH (entry)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
MATCH (unit)-[:PART_OF*0..2]->(district)
WHERE district.level = 'district'
WITH topic, min(entry.theme) AS theme, count(DISTINCT entry) AS entries, collect(DISTINCT district) AS districts
WHERE size(districts) >= $theme_districts

// The region, if all are in one; else the state.
WITH topic, theme, entries, districts, COLLECT {
  UNWIND districts AS district
  MATCH (district)-[:PART_OF*1..3]->(above)
  WHERE above.level IN ['state', 'region']
  WITH above, count(DISTINCT district) AS over
  WHERE over = size(districts)
  RETURN above ORDER BY above.level = 'state', above.unit_id LIMIT 1
}[0] AS upper
WHERE upper:Unit
RETURN topic, theme, upper.unit_id AS unit_id, upper.name AS upper, entries, size(districts) AS districts,
       [upper.unit_id] + [district IN districts | district.unit_id] AS ids,
       reduce(sum = 0, district IN districts | sum + coalesce(district.buildings, 0)) AS buildings;
