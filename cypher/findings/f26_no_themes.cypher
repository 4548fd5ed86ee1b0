// id: f26_no_themes
// rule: F-26
// title: Barriers still to be summarized
// question: In which regions do the barriers of the period have no themes?
// kind: finding
// severity: low
// needs: [scope]
// sheets: [units, teams, barriers]
// advice: >-
//   Go through the entries together and give each a theme in a word or two, so that what many share is seen. The region's
//   team does it with the districts.
// source: "default: at least 5 entries of the period; teams systematically collect and summarize themes, within and outside
//   (Active Implementation Hub, leadership and implementation teams)"
// params:
//   log_min: {type: whole, default: 5, from: profile.log_min, help: "with fewer entries in the period nothing is said"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the region, or the state for what is in no region"}
//   - {name: unit, type: text}
//   - {name: entries, type: whole, help: "barriers and successes of the period"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) RETURN count(DISTINCT b) AS population
//   of: barriers and successes on record
// sentence: >-
//   {unit}: themes of the {entries:barrier|barriers and successes} of the period are still to be summarized.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], log_min: 5, window_days: 180, window_days_before: null}

// A blank means "not known" while the column is empty for all.
MATCH (any:Barrier)
WITH count(any.theme) AS noted, coalesce($window_days_before, $as_of - duration({days: $window_days})) AS start
WHERE noted > 0
MATCH (entry:Barrier)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(place:Unit)
WHERE start <= entry.raised_on <= $as_of AND (place.scoped OR place.level = 'state')
WITH DISTINCT entry, coalesce(COLLECT {
  MATCH way = (place)-[:PART_OF*0..4]->(above)
  WHERE above.level = 'region'
  RETURN above ORDER BY length(way) LIMIT 1
}[0], COLLECT {
  MATCH way = (place)-[:PART_OF*0..4]->(above)
  WHERE above.level = 'state'
  RETURN above ORDER BY length(way) LIMIT 1
}[0]) AS unit
WITH unit, count(entry) AS entries, count(entry.theme) AS themed
WHERE unit:Unit AND entries >= $log_min AND themed = 0
RETURN unit.unit_id AS unit_id, unit.name AS unit, entries, [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
