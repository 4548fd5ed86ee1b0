// id: f18_leader_without_part
// rule: F-18
// title: Leaders without a recorded part in implementation
// question: Which units' leaders have no recorded part in implementation?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Say what the leader does for implementation when not providing services: decide, remove barriers, sit on a team. Record
//   the seat or the role. The leadership above offers the conversation.
// source: "What is our role in implementation when we are not providing direct services? (Active Implementation Hub,
//   leadership and implementation teams)"
// params:
//   leader_codes: {type: texts, default: [chief, superintendent, principal, regional_director], of: Role.code, help: "codes of the roles that lead a unit"}
//   line_teams: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.line_teams, help: "types of all teams of the line"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit above; for the state's own leader the state"}
//   - {name: code, type: text, key: true, help: "code of the leaders' roles"}
//   - {name: upper, type: text, help: "the unit above, by name"}
//   - {name: leaders, type: whole, help: "leaders' posts below it whose holder sits on no team"}
//   - {name: post, type: text, help: "title of the post"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (r:Role)-[:AT]->(:Unit) WHERE r.code IN $leader_codes AND EXISTS { (r)<-[:HOLDS]-(:Person) }
//     RETURN count(DISTINCT r) AS population
//   of: leaders' posts that are held
// sentence: >-
//   {upper}: a part in implementation is not on record for {leaders:leader|leaders} of its units ({post}).
//
// :params {leader_codes: ['chief', 'superintendent', 'principal', 'regional_director'], line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT']}

// Only where the unit has a team whose members are on record: elsewhere it is not known who sits where.
MATCH (role:Role)-[:AT]->(unit:Unit)
WHERE role.code IN $leader_codes AND (unit.scoped OR unit.level = 'state') AND EXISTS { (role)<-[:HOLDS]-(:Person) }
  AND EXISTS {
    MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})<-[:ON]-(:Role)<-[:HOLDS]-(:Person)
    WHERE any(type IN team.type WHERE type IN $line_teams)
  }
  AND NOT EXISTS { (role)-[:ON]->(:Team {status: 'active'}) }
  AND NOT EXISTS { (role)<-[:HOLDS]-(:Person)-[:HOLDS]->(:Role)-[:ON]->(:Team {status: 'active'}) }
WITH DISTINCT role, unit, coalesce(COLLECT {
  MATCH (unit)-[:PART_OF]->(above:Unit)
  WHERE above.scoped OR above.level = 'state'
  RETURN above ORDER BY above.unit_id LIMIT 1
}[0], unit) AS upper
WITH upper, role, unit ORDER BY unit.unit_id, role.role_id
WITH upper, role.code AS code, count(DISTINCT role) AS leaders, min(role.title) AS post,
     collect(DISTINCT unit.unit_id) AS units, collect(DISTINCT role.role_id) AS roles, sum(DISTINCT coalesce(unit.buildings, 0)) AS buildings
WHERE upper:Unit
RETURN upper.unit_id AS unit_id, code, upper.name AS upper, leaders, post,
       [upper.unit_id] + [unit IN units WHERE unit <> upper.unit_id] + roles AS ids, buildings;
