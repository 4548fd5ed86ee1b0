// id: p08_sole_link_not_lasting
// rule: P-08
// title: Link that hangs on a role without a lasting holder
// question: Which roles on which a link hangs alone have an end on record, are held by someone acting, or are vacant?
// kind: finding
// severity: high
// effect: lose
// needs: [redundancy, lines]
// sheets: [units, teams, roles, assignments, [contacts, meetings, link_checks]]
// advice: >-
//   Name who follows and who stands in, and introduce them at the next meeting of the two teams. The team of the role decides.
// source: "Linking pin (Likert 1961); six months ahead and five buildings are defaults. Only what is on record counts: nothing
//   is inferred about anybody's plans"
// params:
//   succession_months: {type: whole, default: 6, from: profile.succession_months, help: "months ahead for which an end on record is reported"}
//   spof_buildings: {type: whole, default: 5, from: profile.spof_buildings, help: "buildings behind a link that make a vacancy a risk"}
// columns:
//   - {name: role_id, type: text, key: true, subject: Role}
//   - {name: role, type: text}
//   - {name: place, type: text, help: "the team of the role with its unit, or its unit"}
//   - {name: state, type: text, help: "'ends', 'acting' or 'vacant'"}
//   - {name: note, type: text, help: "the same in the sentence's words"}
//   - {name: day, type: date, help: "day on which it ends, or since which it is vacant; blank if not recorded"}
//   - {name: links, type: whole, help: "links that hang on this role alone"}
//   - {name: pairs, type: texts, help: "the two ends of each of these links"}
//   - {name: lose, type: whole, help: "connected buildings that would lose their line; of a vacant role, those cut off there now"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {links:link|links} between teams {links:=hangs|hang} on the role {role} of {place} alone, {note}[ {day}].
//   {buildings:building|buildings} in scope {buildings:=is|are} behind {links:=it|them}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], succession_months: 6, spof_buildings: 5}
CALL () {
  // Held, while nobody who holds it stays on the link: each is acting or has an end ahead, in all their roles that hold it.
  WITH $as_of + duration({months: $succession_months}) AS horizon
  MATCH (link:Link {group: 'support', people: 1, single: true})-[:HELD_THROUGH]->(role:Role)
  WHERE NOT EXISTS { (role)<-[:UPCOMING_HOLDS]-(:Person) }
    AND NOT EXISTS {
      MATCH (role)<-[:HOLDS]-(person:Person)
      MATCH (person)-[held:HOLDS]->(:Role)<-[:HELD_THROUGH]-(link)
      WHERE NOT coalesce(held.acting, false) AND NOT coalesce(held.until <= horizon, false)
        AND NOT coalesce(person.left <= horizon, false)
    }
  WITH horizon, role, collect(DISTINCT link) AS links
  MATCH (role)<-[held:HOLDS]-(person:Person)
  WITH horizon, role, links,
       CASE WHEN person.left IS NULL OR held.until <= person.left THEN held.until ELSE person.left END AS end
  WITH role, links, max(CASE WHEN end <= horizon THEN end END) AS day
  RETURN role, links, CASE WHEN day IS NULL THEN 'acting' ELSE 'ends' END AS state, day

  UNION ALL

  // Vacant, the only linking role of its team, without a deputy; nobody else keeps the link in contact.
  MATCH (role:Role {linking: true})-[:ON]->(team:Team {status: 'active'})<-[:UPPER|LOWER]-(link:Link {group: 'support', people: 0})
  WHERE link.family = 'gap' AND link.no_team IS NULL AND link.buildings >= $spof_buildings
    AND NOT EXISTS { (role)<-[:HOLDS|UPCOMING_HOLDS]-(:Person) }
    AND NOT EXISTS { (role)-[:DEPUTY]->(:Role)<-[:HOLDS]-(:Person) }
    AND NOT EXISTS {
      MATCH (team)<-[:ON]-(other:Role {linking: true})
      WHERE other <> role
    }
  WITH role, collect(DISTINCT link) AS links
  OPTIONAL MATCH (role)<-[past:FORMERLY_HOLDS]-(person:Person|FormerPerson)
  WITH role, links, max(CASE WHEN past.until <= $as_of THEN past.until ELSE coalesce(person.left, person.ended_on) END) AS last
  RETURN role, links, 'vacant' AS state, coalesce(role.vacant_since, last) AS day
}
CALL (links) {
  UNWIND links AS link
  MATCH (link)-[:OF]->(lower:Unit), (link)-[:OWED_BY]->(upper:Unit)
  WITH link, upper, lower ORDER BY link.link_id
  RETURN collect(DISTINCT upper.name + ' and ' + lower.name) AS pairs,
         collect(DISTINCT upper.unit_id) + collect(DISTINCT lower.unit_id) AS units
}
CALL (links) {
  UNWIND links AS link
  MATCH (link)-[:UPPER|LOWER]->(team:Team)
  WITH DISTINCT team.team_id AS id ORDER BY id
  RETURN collect(id) AS teams
}
CALL (links, state) {
  UNWIND links AS link
  MATCH (link)<-[:PASSES]-(line:Line)
  RETURN count(DISTINCT line) AS behind,
         count(DISTINCT CASE
           WHEN state = 'vacant' THEN CASE WHEN EXISTS { (line)-[:BREAKS_AT]->(link) } THEN line END
           WHEN line.state = 'connected' THEN line
         END) AS lose
}
OPTIONAL MATCH (role)-[:ON]->(team:Team)
OPTIONAL MATCH (role)-[:AT|ON|SERVES*1..2]->(unit:Unit)
WITH role, links, pairs, units, teams, behind, lose, state, day, team, unit ORDER BY unit.unit_id
WITH role, links, pairs, units, teams, behind, lose, state, day, team, collect(unit)[0] AS unit
RETURN role.role_id AS role_id, role.title AS role,
       coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, team.name, unit.name) AS place,
       state,
       CASE state
         WHEN 'ends' THEN 'which is held until'
         WHEN 'acting' THEN 'whose holder is acting'
         ELSE 'which is vacant' + CASE WHEN day IS NULL THEN '' ELSE ' since' END
       END AS note,
       day, size(links) AS links, pairs, nullif(lose, 0) AS lose,
       CASE state WHEN 'vacant' THEN [] ELSE ['role:' + role.role_id] END AS origins,
       CASE state WHEN 'vacant' THEN ['vacant:' + role.role_id] ELSE [] END AS follows,
       [role.role_id] + units + teams AS ids, behind AS buildings;
