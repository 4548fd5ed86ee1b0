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
//   - {name: sentences, type: texts, help: 'The most severe and largest of them'}
//
// :params {unit: null, without: [], most: 3}

// Nothing at the first load that has a ledger: everything in it is new then.
MATCH (load:Load {status: 'published'})
WITH max(load.sequence) AS latest
WHERE EXISTS { MATCH (event:LedgerEvent) WHERE event.load < latest }
UNWIND ['opened', 'newly_answered', 'reopened', 'resolved', 'subject_gone', 'unknown', 'known_again', 'question_changed', 'waiver_ended'] AS kind
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
  WITH DISTINCT entry
  ORDER BY CASE entry.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 WHEN 'low' THEN 3 ELSE 4 END,
    entry.buildings DESC, entry.finding_id
  RETURN collect(entry) AS found
}
WITH kind, found, [entry IN found WHERE entry.cause IS NULL] AS heads
RETURN kind, size(heads) AS findings, size(found) - size(heads) AS following,
       [entry IN heads | entry.sentence][..$most] AS sentences
ORDER BY kind;
