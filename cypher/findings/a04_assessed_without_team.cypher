// id: a04_assessed_without_team
// rule: A-04
// title: Assessed as if a team were there, but none is on record
// question: Which units were assessed lately although no implementation team of theirs is on record?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams, assessments]
// advice: >-
//   Ask who answered the assessment: record the team if there is one, or plan it. The team that owes support asks; the data
//   steward corrects the record.
// source: "A capacity assessment is answered by the implementation team of the unit (SISEP); the period is a default"
// params:
//   unit_instruments: {type: texts, default: [SCA, RCA, DCA], help: "codes of the instruments that a unit's own implementation team answers"}
//   assessment_days: {type: whole, default: 215, from: profile.assessment_days, help: "days for which an assessment counts as recent"}
//   assessment_days_before: {type: date, from: profile.assessment_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: upper, type: text, help: "the unit whose team owes support"}
//   - {name: instrument, type: text, help: "code of the instrument of the last assessment"}
//   - {name: last, type: date, help: "day of the last assessment"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   [{upper}: ]the assessment {instrument} of {unit} was held on {last}, but no implementation team of {unit} is on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], unit_instruments: ['SCA', 'RCA', 'DCA'], assessment_days: 215, assessment_days_before: null}

MATCH (unit:Unit)<-[:OF]-(assessment:Assessment)
WHERE assessment.instrument IN $unit_instruments
  AND coalesce($assessment_days_before, $as_of - duration({days: $assessment_days})) <= assessment.held_on <= $as_of
  AND EXISTS { MATCH (unit)<-[:OF]-(pair:Link) WHERE pair.absent IN ['lower', 'both'] }
WITH unit, assessment
ORDER BY assessment.held_on DESC, assessment.instrument
WITH unit, head(collect(assessment)) AS assessment
RETURN unit.unit_id AS unit_id, unit.name AS unit,
       COLLECT {
         MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
         RETURN upper.name ORDER BY upper.unit_id LIMIT 1
       }[0] AS upper,
       assessment.instrument AS instrument, assessment.held_on AS last, ['team:' + unit.unit_id] AS follows,
       [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
