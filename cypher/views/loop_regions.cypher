// id: loop_regions
// title: Pairs that hold, by region
// question: How many required pairs hold in each region?
// kind: view
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: name, type: text}
//   - {name: level, type: text}
//   - {name: kind, type: text, key: true}
//   - {name: pairs, type: whole}
//   - {name: holding, type: whole}
//   - {name: starting, type: whole, help: 'Pairs that have not begun'}
//   - {name: shown, type: text, help: 'State of the pair, if there is only one'}
//
MATCH (unit:Unit)-[:PART_OF]->(:Unit {level: 'state'})
MATCH (unit)<-[:PART_OF*0..4]-(:Unit)<-[:OF]-(link:Link)
WITH unit, link.kind AS kind, count(*) AS pairs, count(CASE WHEN link.family = 'holds' THEN 1 END) AS holding,
     count(CASE WHEN link.state = 'starting' THEN 1 END) AS starting,
     collect(CASE WHEN link.state = 'missing' AND link.no_team IS NOT NULL THEN 'no_team' ELSE link.state END)[0] AS one
RETURN unit.unit_id AS unit_id, unit.name AS name, unit.level AS level, kind, pairs, holding, starting,
       CASE WHEN pairs = 1 THEN one END AS shown
ORDER BY unit_id, kind;
