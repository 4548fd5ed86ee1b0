// id: ledger_since_first
// title: What changed since the first date
// question: What has become of the findings of the first date of loads, and how many have come since?
// kind: view
// params:
//   unit: {type: text, of: Unit, help: Only findings about this unit and what is below it}
//   without: {type: texts, default: [], help: Queries whose findings are left out}
// columns:
//   - {name: as_of, type: date, key: true, help: 'First as-of date of loads that have a ledger'}
//   - {name: loads, type: whole, help: 'As-of dates of loads, that one included'}
//   - {name: then, type: whole, help: 'Findings of that date that stood for themselves then'}
//   - {name: still, type: whole, help: 'Those that are there now, whether or not they were gone in between'}
//   - {name: under, type: whole, help: 'Of these, those that follow from another finding now'}
//   - {name: gone, type: whole, help: 'Those that are no longer found'}
//   - {name: ended, type: whole, help: 'Those that ended with their team, unit, link or role'}
//   - {name: untold, type: whole, help: "Those that can't be told from the last load"}
//   - {name: come, type: whole, help: 'Findings that stand for themselves now and were not there then'}
//   - {name: risen, type: whole, help: 'Findings that stand for themselves now and followed from another one then'}
//
// :params {unit: null, without: []}

// Nothing at the first date. Every load has the count of open critical findings.
MATCH (load:Figure {metric: 'critical_findings', column: 'open'})
WITH min(load.as_of) AS as_of, count(DISTINCT load.as_of) AS loads
WHERE loads > 1
OPTIONAL MATCH (entry:LedgerEntry)
WHERE NOT entry.query IN $without
  AND ($unit IS NULL OR EXISTS {
    MATCH (:Unit {unit_id: $unit})<-[:PART_OF*0..4]-(unit:Unit)
    WHERE unit.unit_id IN entry.ids
      OR EXISTS { MATCH (unit)<-[:SERVES]-(team:Team) WHERE team.team_id IN entry.ids }
      OR EXISTS { MATCH (unit)<-[:AT]-(role:Role) WHERE role.role_id IN entry.ids }
      OR EXISTS { MATCH (unit)<-[:SERVES]-(:Team)<-[:ON]-(role:Role) WHERE role.role_id IN entry.ids }
  })
  // What a second load of that date has closed was never told by the date.
  AND NOT (entry.status IN ['resolved', 'ended'] AND entry.since = as_of)
// What followed from another finding then, or does now, is counted with that one; a ledger of before knows only the latter.
WITH as_of, loads, entry.cause IS NULL AS stands, entry.first_seen = as_of AS there,
     entry.first_seen = as_of AND coalesce(entry.stood, entry.cause IS NULL) AS was,
     CASE WHEN entry.status IN ['open', 'acknowledged', 'waived', 'reopened'] THEN 'there' ELSE entry.status END AS now
RETURN as_of, loads, count(CASE WHEN was THEN 1 END) AS then, count(CASE WHEN was AND now = 'there' THEN 1 END) AS still,
       count(CASE WHEN was AND now = 'there' AND NOT stands THEN 1 END) AS under,
       count(CASE WHEN was AND now = 'resolved' THEN 1 END) AS gone,
       count(CASE WHEN was AND now = 'ended' THEN 1 END) AS ended,
       count(CASE WHEN was AND now = 'unknown' THEN 1 END) AS untold,
       count(CASE WHEN NOT there AND now = 'there' AND stands THEN 1 END) AS come,
       count(CASE WHEN there AND NOT was AND now = 'there' AND stands THEN 1 END) AS risen;
