// id: f15_theme_everywhere
// rule: F-15
// title: One theme in several districts, not with the region or the state
// question: Which themes of barriers are open in several districts, and with no team of the region or the state?
// kind: finding
// severity: high
// needs: [scope, barriers]
// sheets: [units, teams, barriers, escalations]
// advice: >-
//   Take the theme up as one for the whole system, and bring it to the leadership of the state. The team above these
//   districts decides who takes it.
// source: "default: three districts; themes of barriers are summarized and taken to the level that can act (Active
//   Implementation Hub, linked teams)"
// params:
//   theme_districts: {type: whole, default: 3, from: profile.theme_districts, help: "districts from which on a theme is one of the whole system"}
//   lift_days: {type: whole, default: 30, from: profile.lift_days, help: "days after which a barrier that is not resolved counts"}
//   lift_days_before: {type: date, from: profile.lift_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: topic, type: text, key: true, help: "the theme in small letters, however teams wrote it"}
//   - {name: theme, type: text, help: "the same as teams wrote it"}
//   - {name: unit_id, type: text, subject: Unit, help: "the unit above all these districts"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: barriers, type: whole, help: "open barriers of the theme"}
//   - {name: districts, type: whole, help: "districts in which they were raised"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) WHERE b.theme IS NOT NULL AND coalesce(b.kind, 'barrier') = 'barrier'
//     RETURN count(DISTINCT b.theme) AS population
//   of: themes of barriers
// sentence: >-
//   {upper}: the theme "{theme}" is open in {districts:district|districts}; a team of the region or the state is not yet on
//   record as having it.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], theme_districts: 3, lift_days: 30, lift_days_before: null}
MATCH (barrier:Barrier)
WHERE barrier.state IN ['raised', 'waiting', 'passed_on', 'answered'] AND barrier.theme IS NOT NULL
  AND coalesce(barrier.kind, 'barrier') = 'barrier'
WITH toLower(trim(barrier.theme)) AS topic, collect(barrier) AS open

// One that a team of the region or the state has received stands for all of its theme.
WHERE none(barrier IN open WHERE EXISTS {
  MATCH (barrier)-[:HANDLED_BY]->(:Team)-[:SERVES]->(at:Unit) WHERE at.level IN ['state', 'region']
})
UNWIND open AS barrier
WITH topic, barrier
WHERE barrier.raised_on < coalesce($lift_days_before, $as_of - duration({days: $lift_days}))
MATCH (barrier)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
MATCH (unit)-[:PART_OF*0..2]->(district)
WHERE district.level = 'district'
WITH topic, min(barrier.theme) AS theme, count(DISTINCT barrier) AS barriers, collect(DISTINCT district) AS districts
WHERE size(districts) >= $theme_districts

// The region, if all are in one; else the state.
WITH topic, theme, barriers, districts, COLLECT {
  UNWIND districts AS district
  MATCH (district)-[:PART_OF*1..3]->(above)
  WHERE above.level IN ['state', 'region']
  WITH above, count(DISTINCT district) AS over
  WHERE over = size(districts)
  RETURN above ORDER BY above.level = 'state', above.unit_id LIMIT 1
}[0] AS upper
WHERE upper:Unit
RETURN topic, theme, upper.unit_id AS unit_id, upper.name AS upper, barriers, size(districts) AS districts,
       [upper.unit_id] + [district IN districts | district.unit_id] AS ids,
       reduce(sum = 0, district IN districts | sum + coalesce(district.buildings, 0)) AS buildings;
