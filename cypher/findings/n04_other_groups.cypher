// id: n04_other_groups
// rule: N-04
// title: Contact groups differ from the structure
// question: At which levels do contact groups differ from the formal structure?
// kind: finding
// severity: info
// needs: [likeness]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   For analysts: see which units share a community, and whether their work has moved away from the structure on
//   paper.
// source: "Communities by modularity (Newman & Girvan 2004; Blondel et al. 2008; Traag, Waltman & van Eck 2019) against formal
//   groups by the adjusted Rand index (Hubert & Arabie 1985), beside memberships dealt out anew"
// params:
//   likeness_min: {type: number, default: 0.1, from: profile.likeness_min, help: "index that at least one level must reach"}
//   groups_min: {type: whole, default: 3, help: "levels with fewer units or teams are not reported"}
//   people_min: {type: whole, default: 20, help: "levels with fewer people are not reported"}
//   stability_min: {type: number, default: 0.5, help: "nothing is reported if runs with different seeds are less similar"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "codes of the levels"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building), office"}
//   - {name: tier, type: text, help: "the profile's word for the level, such as building for school"}
//   - {name: groups, type: whole, help: "units or teams of the level"}
//   - {name: people, type: whole, help: "people compared: those who belong to one of them and are in contact"}
//   - {name: communities, type: whole, help: "groups of people with more contact among themselves than with others"}
//   - {name: ari, type: number, help: "adjusted Rand index: 1 for identical groups, 0 for chance"}
//   - {name: low, type: number, help: "95 of 100 indices by chance are above this"}
//   - {name: high, type: number, help: "95 of 100 indices by chance are below this"}
//   - {name: nmi, type: number, help: "normalized mutual information, 0 to 1"}
//   - {name: modularity, type: number, help: "modularity of the communities in the best run"}
//   - {name: stability, type: number, help: "adjusted Rand index of runs with different seeds; blank for one run"}
//   - {name: seeds, type: whole, help: "runs, each with its own seed"}
//   - {name: method, type: text, help: "how communities were found"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: MATCH (fit:Likeness) WHERE fit.ari IS NOT NULL RETURN count(fit) AS population
//   of: levels whose contact is known
// sentence: >-
//   The {communities:community|communities} formed by contact {communities:=matches|match} the {tier} groups at
//   {ari}, on a scale from 0 (chance) to 1; chance rarely exceeds {high}. Found by {method}.
//
// :params {likeness_min: 0.1, groups_min: 3, people_min: 20, stability_min: 0.5, levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building']}

// A level that is no more like communities than chance, or the best of all levels where even that one hardly is: they
// can't be like all levels at once, for a level's groups are part of those of the next. Where chance always gives one
// figure, all are in one community, and nothing can be said.
MATCH (fit:Likeness)
WHERE fit.ari IS NOT NULL AND fit.groups >= $groups_min AND fit.people >= $people_min
  AND fit.low < fit.high
  AND coalesce(fit.stability >= $stability_min, true)
WITH collect(fit) AS fits, max(fit.ari) AS best
UNWIND fits AS fit
WITH fit, best
WHERE fit:Likeness AND (fit.ari <= fit.high OR (fit.ari = best AND fit.ari < $likeness_min))
RETURN fit.level AS level,
       coalesce([at IN range(0, size($levels) - 1) WHERE $levels[at] = fit.level | $level_words[at]][0], fit.level) AS tier,
       fit.groups AS groups, fit.people AS people, fit.communities AS communities, fit.ari AS ari,
       fit.low AS low, fit.high AS high, fit.nmi AS nmi, fit.modularity AS modularity, fit.stability AS stability,
       fit.seeds AS seeds, fit.method AS method,
       COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id ORDER BY state.unit_id } AS ids,
       0 AS buildings;
