// id: pair_levels
// title: Levels at which contact is compared
// question: At which levels is contact between units known, and how many pairs must work together?
// kind: view
// columns:
//   - {name: level, type: text, key: true}
//   - {name: pairs, type: whole}
//   - {name: required, type: whole}
//
MATCH (pair:UnitPair)
RETURN pair.level AS level, count(*) AS pairs, count(CASE WHEN pair.required THEN 1 END) AS required
ORDER BY level;
