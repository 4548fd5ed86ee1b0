// id: f22_no_success_told
// rule: F-22
// title: Barriers are told, successes are not
// question: In which regions did teams tell of barriers in the last quarter, and of no success?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams, barriers]
// advice: >-
//   Ask at the next meetings what helped, note it as a success, and share it. The region's team asks.
// source: "default: among 5 entries of 90 days in session; sharing success is the first purpose of a communication protocol
//   (Active Implementation Hub, linked teams)"
// params:
//   log_min: {type: whole, default: 5, from: profile.log_min, help: "with fewer entries nothing is said"}
//   success_days: {type: whole, default: 90, from: profile.success_days, help: "days within which a success is expected"}
//   success_days_before: {type: date, from: profile.success_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the region, or the state for what is in no region"}
//   - {name: unit, type: text}
//   - {name: entries, type: whole, help: "barriers raised in these days"}
//   - {name: since, type: date, help: "first of these days"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) WHERE b.kind IS NOT NULL RETURN count(DISTINCT b) AS population
//   of: barriers and successes on record
// sentence: >-
//   {unit}: {entries:barrier was|barriers were} raised since {since}; a success is not on record in these days.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], log_min: 5, success_days: 90, success_days_before: null}

// Only where successes are noted at all: else it is not known whether this log takes any.
MATCH (any:Barrier {kind: 'facilitator'})
WITH count(any) AS noted, coalesce($success_days_before, $as_of - duration({days: $success_days})) AS since
WHERE noted > 0
MATCH (entry:Barrier)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(place:Unit)
WHERE entry.kind IS NOT NULL AND since <= entry.raised_on <= $as_of AND (place.scoped OR place.level = 'state')
WITH DISTINCT since, entry, coalesce(COLLECT {
  MATCH way = (place)-[:PART_OF*0..4]->(above)
  WHERE above.level = 'region'
  RETURN above ORDER BY length(way) LIMIT 1
}[0], COLLECT {
  MATCH way = (place)-[:PART_OF*0..4]->(above)
  WHERE above.level = 'state'
  RETURN above ORDER BY length(way) LIMIT 1
}[0]) AS unit
WITH unit, since, count(entry) AS entries, count(CASE WHEN entry.kind = 'facilitator' THEN entry END) AS successes
WHERE unit:Unit AND entries >= $log_min AND successes = 0
RETURN unit.unit_id AS unit_id, unit.name AS unit, entries, since, [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
