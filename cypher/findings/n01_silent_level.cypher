// id: n01_silent_level
// rule: N-01
// title: Level without contact between its units
// question: At which levels is there no contact, or nearly none, between any two units?
// kind: finding
// severity: high
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Bring the leads of these units together regularly, on one shared task. If they are in contact, record it. The
//   state team decides.
// source: "Contact among the people who could be in contact, against permuted membership of units (Hubert & Schultz 1976;
//   Krackhardt 1987); three in four units is a default, as is medium for levels that the state does not convene itself"
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building), office"}
//   - {name: able, type: whole, help: "units that could be in contact: with a formed team where the line asks for one, enough people, and contact on record"}
//   - {name: apart, type: whole, help: "those without contact with any other of the level"}
//   - {name: ties, type: whole, help: "pairs of people of these units in contact"}
//   - {name: across, type: whole, help: "those of two units"}
//   - {name: expected, type: whole, help: "how many would be of two units if units made no difference"}
//   - {name: p, type: number, help: "probability of as few by chance"}
//   - {name: regions, type: whole, help: "regions that could be in contact, if none of them is"}
//   - {name: some_regions, type: whole, help: "regions that could be in contact, if none of them is and others have not begun or are not known"}
//   - {name: districts, type: whole, help: "districts, likewise"}
//   - {name: offices, type: whole, help: "offices, likewise"}
//   - {name: units, type: whole, help: "units of another level, likewise"}
//   - {name: few_regions, type: whole, help: "regions that could be in contact, if few of them are"}
//   - {name: few_districts, type: whole, help: "districts, likewise"}
//   - {name: few_offices, type: whole, help: "offices, likewise"}
//   - {name: few_units, type: whole, help: "units of another level, likewise"}
//   - {name: severity, type: text, help: "high for offices, and for regions if all could be in contact; else medium"}
//   - {name: few, type: whole, help: "pairs of people of two units in contact, if any is"}
//   - {name: state_id, type: text, subject: Unit}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (level:LevelContact) WHERE level.silent IS NOT NULL RETURN count(level) AS population
//   of: levels with units that could be in contact
// sentence: >-
//   [No contact between any of the {regions:region|regions} is on record][No contact between any of the
//   {some_regions:region|regions} with a formed team and known contacts is on record][No contact between any of the
//   {districts:district|districts} with a formed team is on record][No contact between any of the
//   {offices:office|offices} is on record][No contact between any of {units:unit|units} of one level is on
//   record][No contact with any other is on record for {apart} of the {few_regions:region|regions}][No contact with any
//   other is on record for {apart} of the {few_districts:district|districts} with a formed team][No contact with any other
//   is on record for {apart} of the {few_offices:office|offices}][No contact with any other is on record for {apart} of
//   {few_units:unit|units} of one level]. If people were in contact whatever their
//   unit, about {expected} of their {ties:pair|pairs} of people in contact would be of two of them[; {few} {few:=is|are}].
MATCH (level:LevelContact {silent: true})
OPTIONAL MATCH (state:Unit {level: 'state'})
WITH level, state ORDER BY state.unit_id
WITH level, collect(state) AS states, level.across = 0 AS none
WITH level, states[0] AS state, none, COUNT { (:Unit {level: 'region', scoped: true}) } <= level.able AS whole
RETURN level.level AS level, level.able AS able, level.apart AS apart, level.ties AS ties, level.across AS across,
       toInteger(round(level.expected)) AS expected, level.p AS p,
       CASE WHEN none AND level.level = 'region' AND whole THEN level.able END AS regions,
       CASE WHEN none AND level.level = 'region' AND NOT whole THEN level.able END AS some_regions,
       CASE WHEN none AND level.level = 'district' THEN level.able END AS districts,
       CASE WHEN none AND level.level = 'office' THEN level.able END AS offices,
       CASE WHEN none AND NOT level.level IN ['region', 'district', 'office'] THEN level.able END AS units,
       CASE WHEN NOT none AND level.level = 'region' THEN level.able END AS few_regions,
       CASE WHEN NOT none AND level.level = 'district' THEN level.able END AS few_districts,
       CASE WHEN NOT none AND level.level = 'office' THEN level.able END AS few_offices,
       CASE WHEN NOT none AND NOT level.level IN ['region', 'district', 'office'] THEN level.able END AS few_units,
       CASE WHEN level.level = 'office' OR level.level = 'region' AND whole THEN 'high' ELSE 'medium' END AS severity,
       CASE WHEN NOT none THEN level.across END AS few, state.unit_id AS state_id, [id IN [state.unit_id] WHERE id IS NOT NULL] AS ids,
       coalesce(state.buildings, 0) AS buildings;
