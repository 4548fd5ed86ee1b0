// id: support_missing
// title: Teams without support on record
// question: How many implementation teams of a unit and of those below it have no support on record?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: kind, type: text, key: true, help: 'Kind of pair that would give the support'}
//   - {name: teams, type: whole}
//   - {name: in_contact, type: whole, help: 'Of these, teams in contact with the team that owes the support'}
//   - {name: waiting, type: whole, help: 'Of these, teams below a team that is still to be formed'}
//
// :params {unit: null}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
MATCH (top)<-[:PART_OF*0..4]-(lower:Unit)
WITH lower
MATCH (lower)<-[:OF]-(link:Link {supported: false})
RETURN link.kind AS kind, sum(link.unsupported) AS teams,
       sum(CASE WHEN link.family IN ['holds', 'weak', 'one_way'] THEN link.unsupported ELSE 0 END) AS in_contact,
       sum(CASE WHEN link.absent IN ['upper', 'both'] THEN link.unsupported ELSE 0 END) AS waiting
ORDER BY kind;
