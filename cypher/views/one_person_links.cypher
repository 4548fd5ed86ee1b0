// id: one_person_links
// title: Links held by one person
// question: Which links does one person alone hold, and how many connected buildings would lose their line with each?
// kind: view
// columns:
//   - {name: link_id, type: text, key: true, subject: Link}
//   - {name: kind, type: text}
//   - {name: state, type: text}
//   - {name: family, type: text}
//   - {name: upper_id, type: text, subject: Unit}
//   - {name: upper, type: text}
//   - {name: upper_level, type: text}
//   - {name: lower_id, type: text, subject: Unit}
//   - {name: lower, type: text}
//   - {name: lower_level, type: text}
//   - {name: owner_id, type: text, subject: Unit, help: 'The unit whose team or leader is to repair it'}
//   - {name: owner, type: text}
//   - {name: owner_level, type: text}
//   - {name: no_team, type: text}
//   - {name: planned, type: date}
//   - {name: last_contact, type: date, help: 'Blank where the contact is one person''s: then the month is given'}
//   - {name: last_month, type: text}
//   - {name: days_since, type: whole}
//   - {name: rhythm, type: whole}
//   - {name: protocols, type: whole}
//   - {name: agreed_on, type: date}
//   - {name: people, type: whole}
//   - {name: single, type: flag}
//   - {name: covered, type: share}
//   - {name: supported, type: flag}
//   - {name: cuts_off, type: whole}
//   - {name: reconnects, type: whole}
//   - {name: connected, type: whole, help: 'Buildings connected today whose line passes the link'}
//   - {name: buildings, type: whole}
//   - {name: since, type: date, help: 'As-of date from which it stands so; blank if no period is kept'}
//   - {name: began, type: text, help: 'How that period began: first, new, changed, told or judged'}
//   - {name: held_until, type: date, help: 'Where it does not hold: as-of date until which it last did'}
//   - {name: inside, type: whole, help: 'Support links below the lower unit that are in contact'}
//   - {name: region_id, type: text, subject: Unit, help: 'Region of the lower unit'}
//   - {name: within, type: texts, help: 'Links held by one person without stand-in above this one, the nearest first'}
//   - {name: written, type: flag, help: 'An agreement in writing between the two teams names a responsible role'}
MATCH (link:Link {group: 'support', people: 1})-[:OF]->(lower:Unit)
MATCH (link)-[:OWED_BY]->(upper:Unit)
MATCH (link)-[:REPAIRED_BY]->(owner:Unit)
OPTIONAL MATCH (period:LinkPeriod {link_id: link.link_id})
WHERE period.until IS NULL
RETURN link.link_id AS link_id, link.kind AS kind, link.state AS state, link.family AS family,
       upper.unit_id AS upper_id, upper.name AS upper, upper.level AS upper_level,
       lower.unit_id AS lower_id, lower.name AS lower, lower.level AS lower_level,
       owner.unit_id AS owner_id, owner.name AS owner, owner.level AS owner_level,
       link.no_team AS no_team, link.planned AS planned, link.last_contact AS last_contact, link.last_month AS last_month,
       link.days_since AS days_since, link.rhythm AS rhythm, link.protocols AS protocols,
       link.agreed_on AS agreed_on, link.people AS people, coalesce(link.single, false) AS single,
       link.covered AS covered, link.supported AS supported, coalesce(link.cuts_off, 0) AS cuts_off,
       coalesce(link.reconnects, 0) AS reconnects, coalesce(link.connected, 0) AS connected,
       coalesce(link.buildings, 0) AS buildings, period.since AS since, period.began AS began,
       CASE WHEN link.family <> 'holds' THEN COLLECT {
         MATCH (held:LinkPeriod {link_id: link.link_id, family: 'holds'})
         RETURN held.until ORDER BY held.since DESC LIMIT 1
       }[0] END AS held_until,
       COUNT {
         MATCH (lower)<-[:PART_OF*1..3]-(:Unit)<-[:OF]-(below:Link {group: 'support'})
         WHERE below.family IN ['holds', 'weak', 'one_way']
         RETURN below
       } AS inside,
       COLLECT { MATCH (lower)-[:PART_OF*0..3]->(region:Unit {level: 'region'}) RETURN region.unit_id LIMIT 1 }[0] AS region_id,
       COLLECT {
         MATCH way = (lower)-[:PART_OF*1..3]->(:Unit)<-[:OF]-(outer:Link {group: 'support', single: true})
         RETURN outer.link_id ORDER BY length(way)
       } AS within,
       EXISTS {
         MATCH (link)-[:UPPER|LOWER]->(one:Team)<-[:FROM]-(agreed:Protocol)-[:TO]->(other:Team)<-[:UPPER|LOWER]-(link)
         WHERE one <> other AND agreed.responsible_role IS NOT NULL
       } AS written
ORDER BY connected DESC, buildings DESC, link_id;
