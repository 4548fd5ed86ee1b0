// id: c05_load_overdue
// rule: C-05
// title: Source without a recent load
// question: Which sources were last loaded longer ago than usual, seen from the latest load of all?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units]
// advice: >-
//   Load a newer export of this source; until then, read what follows from it as of its own day. The data steward decides.
// source: "default: 60 days in session; what is compared should be of one time"
// params:
//   load_days: {type: whole, default: 60, from: profile.load_days, help: "days after which another load of a source is expected"}
//   load_days_before: {type: date, from: profile.load_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: source, type: text, key: true, help: "name of the source, as loads give it"}
//   - {name: last, type: date, help: "as-of date of its last load"}
//   - {name: latest, type: date, help: "latest as-of date of all loads, with which it is compared"}
//   - {name: agreed, type: whole, help: "days in session after which another load is expected"}
//   - {name: sheets, type: texts, help: "the sheets that it has stated"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (load:Load {status: 'published'}) RETURN count(DISTINCT load.source) AS population
//   of: sources
// sentence: >-
//   The last load of the source {source} is as of {last}, and other loads reach to {latest}. Not counting breaks, another
//   one is expected after {agreed:day|days}. [Its sheets: {sheets}.]
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], load_days: 60, load_days_before: null}
MATCH (load:Load {status: 'published'})
WITH load.source AS source, max(load.as_of) AS last
WHERE last < coalesce($load_days_before, $as_of - duration({days: $load_days}))
OPTIONAL MATCH (state:Unit {level: 'state'})
WITH source, last, collect(state.unit_id) AS ids, sum(state.buildings) AS buildings
RETURN source, last, $as_of AS latest, $load_days AS agreed,
       COLLECT {
         MATCH (batch:LoadBatch {source: source}) MATCH (:Load {load_id: batch.load_id, status: 'published'})
         RETURN DISTINCT batch.sheet ORDER BY batch.sheet
       } AS sheets, ids, buildings;
