// id: ledger_standing
// title: Since when findings are open
// question: Since when is each finding open, what was entered about it, and who sees to it?
// kind: view
// columns:
//   - {name: finding_id, type: text, key: true, subject: LedgerEntry}
//   - {name: status, type: text}
//   - {name: open_since, type: date, help: 'Since when it is there without a break'}
//   - {name: waived_until, type: date}
//   - {name: due, type: date}
//   - {name: owner, type: text, help: 'The role that sees to it, with its team or unit; blank if nobody said who'}
//
MATCH (entry:LedgerEntry)
WHERE entry.status IN ['open', 'acknowledged', 'waived', 'reopened']
OPTIONAL MATCH (role:Role {role_id: entry.owner})
WITH entry, role,
     coalesce(
       COLLECT { MATCH (role)-[:ON]->(:Team)-[:SERVES]->(unit:Unit) RETURN unit.name ORDER BY unit.unit_id LIMIT 1 }[0],
       COLLECT { MATCH (role)-[:AT]->(unit:Unit) RETURN unit.name ORDER BY unit.unit_id LIMIT 1 }[0]) AS unit
RETURN entry.finding_id AS finding_id, entry.status AS status, entry.open_since AS open_since,
       entry.waived_until AS waived_until, entry.due AS due,
       coalesce(role.title + coalesce(', ' + unit, ''), entry.owner) AS owner
ORDER BY finding_id;
