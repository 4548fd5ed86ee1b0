// id: line_losses
// title: Where the line thins
// question: At which step from the state down are buildings cut off, starting or not known?
// kind: view
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit; none means the state}
// columns:
//   - {name: level, type: text, key: true, help: 'Level of the lower end of the step'}
//   - {name: cut_off, type: whole}
//   - {name: starting, type: whole}
//   - {name: cant_tell, type: whole}
//
// :params {unit: null}
MATCH (line:Line) WHERE line.state <> 'connected'
  AND ($unit IS NULL OR EXISTS { MATCH (line)-[:OF]->(:Unit)-[:PART_OF*0..4]->(top:Unit) WHERE top.unit_id = $unit })
CALL (line) {
  MATCH (line)-[pass:PASSES]->(link:Link)-[:OF]->(lower:Unit)
  WHERE link.family = {cut_off: 'gap', starting: 'starting', cant_tell: 'cant_tell'}[line.state]
  RETURN lower.level AS level ORDER BY pass.step LIMIT 1
}
RETURN level, count(CASE WHEN line.state = 'cut_off' THEN 1 END) AS cut_off,
       count(CASE WHEN line.state = 'starting' THEN 1 END) AS starting,
       count(CASE WHEN line.state = 'cant_tell' THEN 1 END) AS cant_tell
ORDER BY level;
