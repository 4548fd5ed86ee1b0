// id: links_held
// title: Links by how many people hold them
// question: How many links are held by nobody, by one person, by several, or by an unknown number of people?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: held, type: text, key: true, help: 'nobody, one, several or unknown'}
//   - {name: links, type: whole}
//
// :params {unit: null}
MATCH (link:Link {group: 'support'})
WHERE ($unit IS NULL OR EXISTS { MATCH (link)-[:OF]->(:Unit)-[:PART_OF*0..4]->(top:Unit) WHERE top.unit_id = $unit })
  AND link.family IN ['holds', 'weak', 'one_way', 'cant_tell']
RETURN CASE WHEN link.people IS NULL THEN 'unknown' WHEN link.people = 0 THEN 'nobody' WHEN link.people = 1 THEN 'one' ELSE 'several' END AS held,
       count(*) AS links
ORDER BY held;
