// id: a03_other_assessments
// rule: A-03
// title: Assessment of a state, region or building due again, or lower than before
// question: Where are other assessments due again, or did they come out lower than before?
// kind: finding
// severity: medium
// needs: [links]
// sheets: [units, teams, assessments]
// advice: >-
//   Agree on a day for the next one, or look together at what changed since the one before. The implementation team of the
//   unit decides; the team above supports it.
// source: "State, regional and other capacity assessments are held twice a year (SISEP); the days in session, and how much
//   lower counts, are defaults"
// params:
//   instruments: {type: texts, default: [SCA, ACA, RCA, DBPA], help: "codes of the instruments"}
//   assessment_days: {type: whole, default: 215, from: profile.assessment_days, help: "days after which an assessment is due again"}
//   assessment_days_before: {type: date, from: profile.assessment_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   decline_share: {type: share, default: 0.1, from: profile.decline_share, help: "share of the points by which an assessment must have fallen"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: instrument, type: text, key: true, help: "code of the instrument"}
//   - {name: unit, type: text}
//   - {name: last, type: date, help: "day of the last assessment on record"}
//   - {name: overdue, type: flag, help: "whether that is longer ago than the limit"}
//   - {name: now, type: share, help: "share of all points then; blank unless it fell"}
//   - {name: earlier, type: share, help: "the same of the assessment before; blank unless it fell"}
//   - {name: before, type: date, help: "day of the assessment before; blank unless it fell"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit)<-[:OF]-(a:Assessment)
//     WHERE (u.scoped OR u.level = 'state') AND a.instrument IN $instruments
//     RETURN count(DISTINCT [u.unit_id, a.instrument]) AS population
//   of: units and instruments
// sentence: >-
//   The assessment {instrument} of {unit} was last held on {last} and {overdue:is due again|is not due yet}[; it came out
//   at {now:%}, after {earlier:%}][ on {before}].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], instruments: ['SCA', 'ACA', 'RCA', 'DBPA'], assessment_days: 215, assessment_days_before: null, decline_share: 0.1, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

MATCH (assessment:Assessment)-[:OF]->(place:Unit|Team)
WHERE assessment.instrument IN $instruments AND assessment.held_on <= $as_of
OPTIONAL MATCH (place)-[:SERVES]->(served:Unit)
WITH assessment, coalesce(served, place) AS unit
WHERE unit:Unit AND (unit.scoped OR unit.level = 'state')
  AND EXISTS {
    MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
    WHERE any(type IN team.type WHERE type IN $implementation_teams)
  }
WITH unit, assessment.instrument AS instrument, assessment.held_on AS held,
     CASE WHEN assessment.subscale IS NULL AND assessment.out_of > 0
       THEN round(toFloat(assessment.score) / assessment.out_of, 4) END AS share
ORDER BY held DESC, share
WITH unit, instrument, max(held) AS last, collect(CASE WHEN share IS NOT NULL THEN [held, share] END) AS totals
WITH unit, instrument, last, totals[0] AS now, [one IN totals WHERE one[0] < totals[0][0]][0] AS before,
     last < coalesce($assessment_days_before, $as_of - duration({days: $assessment_days})) AS overdue
WITH unit, instrument, last, now, before, overdue,
     now[0] = last AND coalesce(round(before[1] - now[1], 4) >= $decline_share, false) AS fell
WHERE overdue OR coalesce(fell, false)
RETURN unit.unit_id AS unit_id, instrument, unit.name AS unit, last, overdue,
       CASE WHEN fell THEN now[1] END AS now, CASE WHEN fell THEN before[1] END AS earlier,
       CASE WHEN fell THEN before[0] END AS before, [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
