// id: contact_figures
// title: How much contact is on record
// question: How many people are in contact on record, and how much of it goes both ways?
// kind: metric
// sheets: [contacts]
// source: "Reciprocity: share of directed contacts that are answered (Wasserman & Faust 1994)"
// params:
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "people below which contacts are not counted out"}
// columns:
//   - {name: channel, type: text, key: true, help: "all for every channel together"}
//   - {name: people, type: whole, help: "people on record, in contact or not"}
//   - {name: in_contact, type: whole}
//   - {name: contacts, type: whole, help: "pairs of people counted by direction"}
//   - {name: pairs, type: whole, help: "pairs of people, whichever addressed the other"}
//   - {name: one_way, type: whole, help: "pairs in which one side alone addressed the other"}
//   - {name: answered, type: share, help: "share of contacts, counted by direction, that also go the other way"}
//   - {name: density, type: share, help: "share of all possible contacts, counted by direction"}
// sentence: >-
//   {in_contact} of {people:person|people} {in_contact:=is|are} in contact on record; {answered:%} of it goes both ways.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], group_min: 5}
MATCH (a:Person)-[contact:COMMUNICATES_WITH]->(b:Person)
WHERE a <> b AND coalesce(contact.count, 1) > 0
  AND coalesce(contact.first, contact.last, contact.stated, $as_of) <= $as_of
UNWIND ['all', coalesce(contact.channel, 'other')] AS channel
WITH DISTINCT channel, a, b
WITH channel, count(*) AS contacts, collect(a) + collect(b) AS ends,
     count(DISTINCT CASE
       WHEN a.person_id < b.person_id THEN [a.person_id, b.person_id]
       ELSE [b.person_id, a.person_id]
     END) AS pairs
CALL (ends) {
  UNWIND ends AS person
  RETURN count(DISTINCT person) AS in_contact
}
WITH channel, contacts, pairs, in_contact, COUNT { (:Person) } AS people
WHERE in_contact >= $group_min
RETURN channel, people, in_contact, contacts, pairs, 2 * pairs - contacts AS one_way,
       2.0 * (contacts - pairs) / contacts AS answered, toFloat(contacts) / (people * (people - 1)) AS density
ORDER BY channel <> 'all', channel;
