// id: inwardness
// title: How inward each level is
// question: At each level, how much contact stays inside a unit or team, and how much would if size alone decided?
// kind: metric
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// source: "E-I index (Krackhardt & Stern 1988) with ties dealt out at random, everyone's number of them kept"
// params:
//   silo_q_max: {type: number, default: 0.05, from: profile.silo_q_max, help: "q-value below which a figure is not chance"}
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building), office"}
//   - {name: groups, type: whole, help: "units or teams with anyone in them"}
//   - {name: known, type: whole, help: "those with enough contacts known"}
//   - {name: inside, type: share, help: "share of contacts that stay inside, mean over those known"}
//   - {name: fair, type: share, help: "the same, expected from size and activity alone"}
//   - {name: inward, type: whole, help: "more inward than size explains"}
//   - {name: unusual, type: whole, help: "and more than is usual at the level; none if fewer than five can be compared"}
//
// :params {silo_q_max: 0.05}
MATCH (silo:Silo)
WITH silo, silo.observed < silo.low AND silo.q <= $silo_q_max AS inward
RETURN silo.level AS level, count(silo) AS groups, count(silo.observed) AS known,
       avg((1 - silo.observed) / 2.0) AS inside, avg((1 - silo.expected) / 2.0) AS fair,
       count(CASE WHEN inward THEN 1 END) AS inward,
       count(CASE WHEN inward AND silo.usual_q <= $silo_q_max THEN 1 END) AS unusual
ORDER BY level;
