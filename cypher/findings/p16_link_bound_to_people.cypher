// id: p16_link_bound_to_people
// rule: P-16
// title: Links that are in nobody's role
// question: Which implementation teams are linked through people alone, without a role for it?
// kind: finding
// severity: medium
// needs: [link_state]
// sheets: [units, teams, roles, [contacts, meetings, link_checks]]
// advice: >-
//   Make the link part of a role, and name that role in the agreement with the other team. The team's leadership decides.
// source: "Roles carry the duties and stay when people leave (Active Implementation Hub, leadership and implementation teams);
//   linking pin (Likert 1961)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: links, type: whole, help: "links of the team that are in contact"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:ON]-(r:Role) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//     WITH t, count(r) AS roles, count(r.linking) AS known WHERE known = roles
//     RETURN count(t) AS population
//   of: implementation teams of whose roles it is known whether they link teams
// sentence: >-
//   {team} is in contact on {links:link|links}, and neither a role nor an agreement of the team says whose work that is.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT team, unit
MATCH (team)<-[:ON]-(role:Role)
WITH team, unit, count(role) AS roles, count(role.linking) AS known, count(CASE WHEN role.linking THEN 1 END) AS linking
WHERE known = roles AND linking = 0
  AND NOT EXISTS { MATCH (protocol:Protocol)-[:FROM]->(team) WHERE protocol.responsible_role IS NOT NULL }
WITH team, unit, COUNT {
  MATCH (team)<-[:UPPER|LOWER]-(link:Link {group: 'support'})
  WHERE link.family IN ['holds', 'weak', 'one_way']
  RETURN DISTINCT link
} AS links
WHERE links > 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, links,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
