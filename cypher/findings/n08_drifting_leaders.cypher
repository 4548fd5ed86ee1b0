// id: n08_drifting_leaders
// rule: N-08
// title: Leaders drifting out of contact
// question: At which levels have leaders become less and less connected over each of the last three periods?
// kind: finding
// severity: medium
// needs: [drift]
// sheets: [units, people, roles, assignments, [contacts, meetings]]
// advice: >-
//   Find out what has fallen away at this level, such as a regular meeting, and set up one regular contact with the level
//   above. The state team decides.
// source: "Principals drifting to the periphery over three waves (Liou & Daly 2018); coreness (Seidman 1983); counted by
//   level, because this is about how contact is arranged, not about one leader"
// columns:
//   - {name: level, type: text, key: true, help: "level at which the leaders work: state, region, district, school (a building), office"}
//   - {name: people, type: whole, help: "leaders who have at most half of their coreness left, relative to what is usual"}
//   - {name: leaders, type: whole, help: "leaders whose contact is known and was enough two periods ago"}
//   - {name: usual, type: number, help: "median share of coreness left among all leaders; 1 if most kept all or gained"}
//   - {name: state_leaders, type: whole, help: "the same leaders, if they work at the state"}
//   - {name: region_leaders, type: whole, help: "the same leaders, if they work at regions"}
//   - {name: district_leaders, type: whole, help: "the same leaders, if they work at districts"}
//   - {name: building_leaders, type: whole, help: "the same leaders, if they work at buildings"}
//   - {name: other_leaders, type: whole, help: "the same leaders, if they work elsewhere"}
//   - {name: state_id, type: text, subject: Unit}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: MATCH (drift:Drift) RETURN sum(drift.leaders) AS population
//   of: leaders whose contact is known and was enough two periods ago
// sentence: >-
//   Contact with {people} of [{state_leaders:leader|leaders} at the state][{region_leaders:leader|leaders} of
//   regions][{district_leaders:leader|leaders} of districts][{building_leaders:leader|leaders} of
//   buildings][{other_leaders:leader|leaders} elsewhere] has become less and less over the last three periods.
MATCH (drift:Drift)
WHERE drift.people > 0
OPTIONAL MATCH (state:Unit {level: 'state'})
WITH drift, state ORDER BY state.unit_id
WITH drift, collect(state)[0] AS state
RETURN drift.level AS level, drift.people AS people, drift.leaders AS leaders, drift.usual AS usual,
       CASE drift.level WHEN 'state' THEN drift.leaders END AS state_leaders,
       CASE drift.level WHEN 'region' THEN drift.leaders END AS region_leaders,
       CASE drift.level WHEN 'district' THEN drift.leaders END AS district_leaders,
       CASE drift.level WHEN 'school' THEN drift.leaders END AS building_leaders,
       CASE WHEN NOT drift.level IN ['state', 'region', 'district', 'school'] THEN drift.leaders END AS other_leaders,
       state.unit_id AS state_id, [id IN [state.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(state.buildings, 0) AS buildings;
