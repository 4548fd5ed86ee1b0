// id: links_held
// title: Links by how many people hold them
// question: How many links are held by nobody, by one person, by several, or by an unknown number of people?
// kind: view
// columns:
//   - {name: held, type: text, key: true, help: 'nobody, one, several or unknown'}
//   - {name: links, type: whole}
//
MATCH (link:Link {group: 'support'})
WHERE link.family IN ['holds', 'weak', 'one_way', 'cant_tell']
RETURN CASE WHEN link.people IS NULL THEN 'unknown' WHEN link.people = 0 THEN 'nobody' WHEN link.people = 1 THEN 'one' ELSE 'several' END AS held,
       count(*) AS links
ORDER BY held;
