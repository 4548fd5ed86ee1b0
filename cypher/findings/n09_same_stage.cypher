// id: n09_same_stage
// rule: N-09
// title: Contact stays within one stage
// question: Are teams in contact mostly with teams that are at the same stage?
// kind: finding
// severity: medium
// needs: [stages]
// sheets: [units, teams, roles, assignments, [contacts, meetings]]
// advice: >-
//   Pair new teams with teams already running the program, say for a visit each term. The level above decides.
// source: "Mixing by stage (Palinkas et al. 2011, where 83% of ties stayed within it) against stages dealt out anew among the
//   teams in contact (Hubert & Schultz 1976)"
// params:
//   stage_share: {type: share, default: 0.6, from: profile.stage_share, help: "share of contact within one stage at which this is reported"}
//   ties_min: {type: whole, default: 10, help: "with fewer pairs of teams in contact, the figure says nothing"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "codes of the levels"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
// columns:
//   - {name: mix_id, type: text, key: true}
//   - {name: level, type: text, help: "state, region, district, school (a building), office"}
//   - {name: tier, type: text, help: "the profile's word for the level, such as building for school"}
//   - {name: innovation, type: text, help: "blank if it is not known which teams work on which"}
//   - {name: stages, type: texts, help: "stages at which the teams are"}
//   - {name: teams, type: whole, help: "teams of the level whose stage and contact are known"}
//   - {name: ties, type: whole, help: "pairs of these teams in contact"}
//   - {name: same, type: whole, help: "those in which both are at the same stage"}
//   - {name: share, type: share, help: "share of the pairs in contact that are at the same stage"}
//   - {name: expected, type: share, help: "share expected by chance"}
//   - {name: low, type: share, help: "95 of 100 shares by chance are above this"}
//   - {name: high, type: share, help: "95 of 100 shares by chance are below this"}
//   - {name: p, type: number, help: "p-value: probability of such a share by chance"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: MATCH (mix:StageMix) WHERE mix.ties >= $ties_min RETURN count(mix) AS population
//   of: levels and innovations with enough teams in contact
// sentence: >-
//   {same} of the {ties:pair|pairs} of {tier} teams in contact[ that work on {innovation}] are at the same stage of
//   implementation ({share:%}). If the stage made no difference, about {expected:%} would be, and seldom more than {high:%}.
//
// :params {stage_share: 0.6, ties_min: 10, levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building']}
MATCH (mix:StageMix)
WHERE mix.ties >= $ties_min
WITH mix, toFloat(mix.same) / mix.ties AS share
WHERE share >= $stage_share AND share > mix.high
OPTIONAL MATCH (mix)-[:OF]->(innovation:Innovation)
RETURN mix.mix_id AS mix_id, mix.level AS level,
       coalesce([at IN range(0, size($levels) - 1) WHERE $levels[at] = mix.level | $level_words[at]][0], mix.level) AS tier,
       innovation.name AS innovation, mix.stages AS stages, mix.teams AS teams, mix.ties AS ties, mix.same AS same, share, mix.expected AS expected, mix.low AS low, mix.high AS high, mix.p AS p,
       CASE WHEN innovation IS NULL THEN COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state.unit_id }
            ELSE [innovation.innovation_id] END AS ids,
       0 AS buildings;
