// id: z03_barrier_solved_below
// rule: Z-03
// title: Barrier of the zone worked around, not lifted
// question: Which barriers of a transformation zone were resolved below the level they need, without a change above on record?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, barriers, escalations, changes]
// advice: >-
//   Take the barrier to the team at that level, so that the next district does not meet it again. The zone's implementation
//   team lifts it; the team at that level decides.
// source: "A transformation zone is to disturb the system enough to change it (Active Implementation Hub, Module 5); the period is
//   a default"
// params:
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "levels from the top down"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
// columns:
//   - {name: zone, type: text, key: true, help: "the zone, as the units sheet names it"}
//   - {name: level, type: text, key: true, help: "level that the barriers need"}
//   - {name: place, type: text, help: "what a unit of that level is called"}
//   - {name: barriers, type: whole, help: "barriers resolved in the period that never reached it"}
//   - {name: themes, type: texts, help: "up to three of their themes"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {barriers:barrier|barriers} of the transformation zone {zone} {barriers:=was|were} resolved without the {place}
//   that can change the cause[: {themes}]; no change above is on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], window_days: 180, window_days_before: null, levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building']}

MATCH (root:Unit {scoped: true})
WHERE root.zone IS NOT NULL
MATCH way = (root)<-[:PART_OF*0..4]-(unit:Unit {scoped: true})
WHERE none(between IN nodes(way)[1..] WHERE between.zone IS NOT NULL)
WITH DISTINCT root.zone AS zone, unit
MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})<-[:RAISED_BY]-(barrier:Barrier {kind: 'barrier'})
WHERE coalesce($window_days_before, $as_of - duration({days: $window_days})) <= barrier.resolved_on <= $as_of
  AND barrier.level_needed IN $levels AND unit.level IN $levels
WITH DISTINCT zone, unit, team, barrier,
     $levels[..[at IN range(0, size($levels) - 1) WHERE $levels[at] = barrier.level_needed][0] + 1] AS high
// The raiser is below that level, no team at or above it had the barrier, and none has changed anything since.
WHERE NOT unit.level IN high
  AND NOT EXISTS {
    MATCH (barrier)-[:HANDLED_BY]->(:Team)-[:SERVES]->(handled:Unit)
    WHERE handled.level IN high
  }
  AND NOT EXISTS {
    MATCH (unit)-[:PART_OF*1..4]->(over:Unit)<-[:SERVES]-(:Team)<-[:OWNED_BY]-(change:Change)
    WHERE over.level IN high AND change.kind IN ['structure', 'administrative_practice', 'policy']
      AND barrier.raised_on <= change.decided_on <= $as_of
  }
WITH zone, barrier.level_needed AS level, unit, team, barrier
ORDER BY barrier.barrier_id
WITH zone, level, collect(DISTINCT barrier) AS barriers, collect(DISTINCT team.team_id) AS teams,
     collect(DISTINCT unit) AS units
RETURN zone, level, [at IN range(0, size($levels) - 1) WHERE $levels[at] = level | $level_words[at]][0] AS place,
       size(barriers) AS barriers,
       COLLECT {
         UNWIND barriers AS one
         WITH one.theme AS theme
         WHERE theme IS NOT NULL
         RETURN DISTINCT theme ORDER BY theme LIMIT 3
       } AS themes,
       teams + [unit IN units | unit.unit_id] AS ids,
       reduce(all = 0, unit IN units | all + coalesce(unit.buildings, 0)) AS buildings;
