// id: lines_lost
// title: Buildings behind given links
// question: How many different buildings would lose their line if these links broke?
// kind: view
// params:
//   links: {type: texts, default: [], of: Link, help: Ids of the links}
// columns:
//   - {name: state, type: text, key: true, help: 'State of the line today'}
//   - {name: buildings, type: whole}
//
// :params {links: []}
MATCH (link:Link)<-[:PASSES]-(line:Line)
WHERE link.link_id IN $links
RETURN line.state AS state, count(DISTINCT line) AS buildings
ORDER BY state;
