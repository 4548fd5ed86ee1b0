// id: contact_figures
// title: How much contact is on record
// question: How many people are in contact on record, and how much of it goes both ways?
// kind: metric
// needs: [contact_figures]
// sheets: [contacts]
// source: "Reciprocity: share of directed contacts that are answered (Wasserman & Faust 1994)"
// params:
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "with fewer people, contacts are not counted"}
// columns:
//   - {name: channel, type: text, key: true, help: "all for every channel together"}
//   - {name: people, type: whole, over_time: true, help: "people on record, in contact or not"}
//   - {name: in_contact, type: whole, over_time: true, help: "people with any contact on record"}
//   - {name: contacts, type: whole, help: "pairs of people counted by direction"}
//   - {name: pairs, type: whole, help: "pairs of people, whichever addressed the other"}
//   - {name: one_way, type: whole, help: "pairs in which one side alone addressed the other"}
//   - {name: answered, type: share, over_time: true, help: "share of contacts, counted by direction, that also go the other way"}
//   - {name: density, type: share, over_time: true, help: "share of all possible contacts, counted by direction"}
// sentence: >-
//   {in_contact} of {people:person|people} {in_contact:=is|are} in contact on record; {answered:%} of it goes both ways.
//
// :params {group_min: 5}
MATCH (figure:ContactFigure)
WHERE figure.in_contact >= $group_min
WITH figure, figure.contacts AS contacts, figure.pairs AS pairs, figure.people AS people
RETURN figure.channel AS channel, people, figure.in_contact AS in_contact, contacts, pairs,
       2 * pairs - contacts AS one_way, 2.0 * (contacts - pairs) / contacts AS answered,
       toFloat(contacts) / (people * (people - 1)) AS density
ORDER BY channel <> 'all', channel;
