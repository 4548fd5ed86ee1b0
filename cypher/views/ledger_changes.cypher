// id: ledger_changes
// title: What changed since the last load
// question: Which findings did the last load open, close, or change otherwise?
// kind: view
// params:
//   unit: {type: text, of: Unit, help: Only findings about this unit and what is below it}
//   without: {type: texts, default: [], help: Queries whose findings are left out}
//   most: {type: whole, default: 3, help: Sentences of each kind}
// columns:
//   - {name: kind, type: text, key: true, help: 'What happened, as in LedgerEvent'}
//   - {name: findings, type: whole, help: 'Findings that stand for themselves'}
//   - {name: following, type: whole, help: 'Findings that follow from another one'}
//   - {name: as_of, type: date, help: 'As-of date of the load'}
//   - {name: sentences, type: texts, help: 'The most severe and largest of them'}
//   - {name: why, type: texts, help: 'What the event says of each of these sentences; empty where it says nothing'}
//
// :params {unit: null, without: [], most: 3}

// Nothing at the first load that has a ledger: everything in it is new then.
MATCH (load:Load {status: 'published'})
WITH load ORDER BY load.sequence DESC LIMIT 1
WITH load.sequence AS latest, load.as_of AS as_of
WHERE EXISTS { MATCH (event:LedgerEvent) WHERE event.load < latest }
UNWIND ['opened', 'newly_answered', 'reopened', 'more_severe', 'less_severe', 'resolved', 'subject_gone', 'unknown', 'known_again', 'question_changed', 'waiver_ended'] AS kind
CALL (kind, latest) {
  MATCH (event:LedgerEvent {load: latest, kind: kind})
  MATCH (entry:LedgerEntry {finding_id: event.finding_id})
  WHERE NOT entry.query IN $without
    AND ($unit IS NULL OR EXISTS {
      MATCH (:Unit {unit_id: $unit})<-[:PART_OF*0..4]-(unit:Unit)
      WHERE unit.unit_id IN entry.ids
        OR EXISTS { MATCH (unit)<-[:SERVES]-(team:Team) WHERE team.team_id IN entry.ids }
        OR EXISTS { MATCH (unit)<-[:AT]-(role:Role) WHERE role.role_id IN entry.ids }
        OR EXISTS { MATCH (unit)<-[:SERVES]-(:Team)<-[:ON]-(role:Role) WHERE role.role_id IN entry.ids }
    })
  WITH entry, max(coalesce(event.text, '')) AS why
  ORDER BY CASE entry.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,
    entry.buildings DESC, entry.finding_id
  RETURN collect([entry, why]) AS found
}
WITH kind, as_of, found, [each IN found WHERE each[0].cause IS NULL] AS heads
RETURN kind, size(heads) AS findings, size(found) - size(heads) AS following, as_of,
       [each IN heads | each[0].sentence][..$most] AS sentences, [each IN heads | each[1]][..$most] AS why
ORDER BY kind;
