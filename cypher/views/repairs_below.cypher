// id: repairs_below
// title: Links that need attention
// question: Which links below a unit need attention, those with most buildings behind them first?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
//   limit: {type: whole, default: 50, help: Maximum number of links in each list}
// columns:
//   - {name: list, type: text}
//   - {name: place, type: whole}
//   - {name: total, type: whole, help: 'Links of this list in all; of gaps, those that cut off a building'}
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
//
// :params {unit: null, limit: 50}
WITH coalesce($unit, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id LIMIT 1 }[0]) AS here
MATCH (top:Unit {unit_id: here})
WITH top
MATCH (top)<-[:PART_OF*1..4]-(lower:Unit)
WITH lower
MATCH (lower)<-[:OF]-(link:Link {group: 'support'})
WITH link, lower, CASE
    WHEN link.family = 'gap' THEN 'gap' WHEN link.single THEN 'single'
    WHEN link.family IN ['weak', 'one_way'] THEN 'weak'
  END AS list,
  CASE WHEN link.family = 'gap' THEN link.cuts_off ELSE link.buildings END AS size
WHERE list IS NOT NULL
WITH list, link, lower, size ORDER BY size DESC, lower.unit_id
WITH list, collect({link: link, lower: lower}) AS found,
     count(CASE WHEN list <> 'gap' OR size > 0 THEN 1 END) AS total
UNWIND range(0, CASE WHEN size(found) < $limit THEN size(found) ELSE $limit END - 1) AS place
WITH list, total, place, found[place].link AS link, found[place].lower AS lower
MATCH (link)-[:OWED_BY]->(upper:Unit)
MATCH (link)-[:REPAIRED_BY]->(owner:Unit)
OPTIONAL MATCH (period:LinkPeriod {link_id: link.link_id})
WHERE period.until IS NULL
RETURN list, place, total, link.link_id AS link_id, link.kind AS kind, link.state AS state, link.family AS family,
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
       }[0] END AS held_until
ORDER BY list, place;
