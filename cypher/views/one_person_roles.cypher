// id: one_person_roles
// title: Roles that alone hold links
// question: Through which role does one person alone hold a link, and is an end recorded?
// kind: view
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: title, type: text}
//   - {name: team, type: text, help: 'Team of the role'}
//   - {name: holders, type: whole, help: 'How many people hold the role'}
//   - {name: acting, type: flag, help: 'Someone holds it as acting'}
//   - {name: until, type: date, help: 'The first recorded end'}
//   - {name: vacant_since, type: date, help: 'If nobody holds it'}
MATCH (link:Link {group: 'support', people: 1})-[:HELD_THROUGH]->(role:Role)
CALL (role) {
  OPTIONAL MATCH (person:Person)-[held:HOLDS]->(role)
  RETURN count(held) AS holders, count(CASE WHEN held.acting THEN 1 END) > 0 AS acting, min(held.until) AS until
}
RETURN link.link_id AS link_id, role.role_id AS role_id, role.title AS title,
       COLLECT { MATCH (role)-[:ON]->(team:Team) RETURN team.name ORDER BY team.team_id LIMIT 1 }[0] AS team,
       holders, acting, until, CASE WHEN holders = 0 THEN role.vacant_since END AS vacant_since
ORDER BY link_id, role_id;
