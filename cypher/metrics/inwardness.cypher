// id: inwardness
// title: How inward each level is
// question: At each level, how much contact stays inside a unit or team, and are its units in contact with each other?
// kind: metric
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// source: "E-I index (Krackhardt & Stern 1988) with ties dealt out at random, everyone's number of them kept; contact
//   between units against permuted membership (Hubert & Schultz 1976)"
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building), office"}
//   - {name: groups, type: whole, help: "units or teams with anyone in them"}
//   - {name: known, type: whole, help: "those with enough contacts known"}
//   - {name: compared, type: whole, help: "those compared with what is usual; none with fewer than five, or in a silent level"}
//   - {name: inside, type: share, over_time: true, help: "share of contacts that stay inside, mean over those known: what is usual"}
//   - {name: fair, type: share, over_time: true, help: "the same, expected from size and activity alone"}
//   - {name: inward, type: whole, help: "those more inward than size explains and than is usual (N-01)"}
//   - {name: able, type: whole, help: "units that could be in contact with others of their level; blank where none is asked for"}
//   - {name: apart, type: whole, help: "those without any such contact"}
//   - {name: across, type: whole, help: "pairs of people of two of these units in contact"}
//   - {name: expected, type: number, help: "how many there would be if units made no difference"}
//   - {name: silent, type: flag, help: "whether the level as a whole is silent (N-01)"}
MATCH (level:LevelContact)
RETURN level.level AS level, level.groups AS groups, level.known AS known, level.compared AS compared,
       level.inside AS inside, level.fair AS fair,
       level.inward AS inward, level.able AS able, level.apart AS apart, level.across AS across,
       level.expected AS expected, level.silent AS silent
ORDER BY level;
