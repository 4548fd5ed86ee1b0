// id: a01_assessment_due
// rule: A-01
// title: Capacity assessment of a district due again
// question: In which districts is the capacity assessment due again?
// kind: finding
// severity: medium
// needs: [links]
// sheets: [units, teams, assessments]
// advice: >-
//   Agree on a day for the next one. The regional implementation team, which supports it, sets it with the district's; where
//   there is no region, the state's.
// source: "The district capacity assessment is held two or three times a year, in August or September and in January or February
//   (SISEP); the days in session are a default"
// params:
//   district_instruments: {type: texts, default: [DCA], help: "codes of the instruments by which districts are assessed"}
//   assessment_days: {type: whole, default: 215, from: profile.assessment_days, help: "days after which a capacity assessment is due again"}
//   assessment_days_before: {type: date, from: profile.assessment_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: instrument, type: text, key: true, help: "code of the instrument"}
//   - {name: unit, type: text}
//   - {name: upper, type: text, help: "the unit whose team supports the district"}
//   - {name: last, type: date, help: "day of the last assessment on record"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true})
//     WHERE EXISTS { MATCH (u)<-[:OF]-(a:Assessment) WHERE a.instrument IN $district_instruments }
//     RETURN count(u) AS population
//   of: districts that have been assessed
// sentence: >-
//   [{upper}: ]the assessment {instrument} of {unit} was last held on {last}; it is due again.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], district_instruments: ['DCA'], assessment_days: 215, assessment_days_before: null, district_team: 'DIT'}

MATCH (assessment:Assessment)-[:OF]->(place:Unit|Team)
WHERE assessment.instrument IN $district_instruments AND assessment.held_on <= $as_of
OPTIONAL MATCH (place)-[:SERVES]->(served:Unit)
WITH assessment, coalesce(served, place) AS unit
WHERE unit:Unit AND unit.scoped AND unit.level = 'district'
WITH unit, assessment.instrument AS instrument, max(assessment.held_on) AS last
WHERE last < coalesce($assessment_days_before, $as_of - duration({days: $assessment_days}))
  AND EXISTS {
    MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
    WHERE $district_team IN team.type
  }
RETURN unit.unit_id AS unit_id, instrument, unit.name AS unit,
       COLLECT {
         MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
         RETURN upper.name ORDER BY upper.unit_id LIMIT 1
       }[0] AS upper,
       last, [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
