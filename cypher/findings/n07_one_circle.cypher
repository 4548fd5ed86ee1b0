// id: n07_one_circle
// rule: N-07
// title: Leaders whose contacts are one circle
// question: At which levels are leaders in contact only with people who are all in contact with one another?
// kind: finding
// severity: low
// needs: [circles]
// sheets: [units, people, roles, assignments, [contacts, meetings]]
// advice: >-
//   Plan one regular contact outside of their own circle for all leaders of this level, such as with neighbors or the
//   level above. The state team decides.
// source: "Constraint (Burt 1992), every contact counted the same; one circle: contacts who stay in one piece without the
//   leader, and without any one of them; counted by level, because this is about how contact is arranged, not about one
//   leader"
// columns:
//   - {name: level, type: text, key: true, help: "level at which the leaders work: state, region, district, school (a building), office"}
//   - {name: people, type: whole, help: "leaders whose contacts are one circle"}
//   - {name: leaders, type: whole, help: "leaders with enough contacts known to tell"}
//   - {name: state_leaders, type: whole, help: "the same, if they work at the state"}
//   - {name: region_leaders, type: whole, help: "the same, if they work at regions"}
//   - {name: district_leaders, type: whole, help: "the same, if they work at districts"}
//   - {name: building_leaders, type: whole, help: "the same, if they work at buildings"}
//   - {name: other_leaders, type: whole, help: "the same, if they work elsewhere"}
//   - {name: state_id, type: text, subject: Unit}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: MATCH (circle:Circle) RETURN sum(circle.leaders) AS population
//   of: leaders with enough contacts known
// sentence: >-
//   {people} of [{state_leaders:leader|leaders} at the state][{region_leaders:leader|leaders} of
//   regions][{district_leaders:leader|leaders} of districts][{building_leaders:leader|leaders} of
//   buildings][{other_leaders:leader|leaders} elsewhere] {people:=is|are} in contact only with people who can all reach
//   one another anyway; no contact outside of that circle is on record.
MATCH (circle:Circle)
WHERE circle.people > 0
OPTIONAL MATCH (state:Unit {level: 'state'})
WITH circle, state ORDER BY state.unit_id
WITH circle, collect(state)[0] AS state
RETURN circle.level AS level, circle.people AS people, circle.leaders AS leaders,
       CASE circle.level WHEN 'state' THEN circle.leaders END AS state_leaders,
       CASE circle.level WHEN 'region' THEN circle.leaders END AS region_leaders,
       CASE circle.level WHEN 'district' THEN circle.leaders END AS district_leaders,
       CASE circle.level WHEN 'school' THEN circle.leaders END AS building_leaders,
       CASE WHEN NOT circle.level IN ['state', 'region', 'district', 'school'] THEN circle.leaders END AS other_leaders,
       state.unit_id AS state_id, [id IN [state.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(state.buildings, 0) AS buildings;
