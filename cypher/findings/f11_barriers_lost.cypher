// id: f11_barriers_lost
// rule: F-11
// title: Level at which barriers stay
// question: At which level do many barriers stay, neither resolved nor answered nor passed on?
// kind: finding
// severity: high
// needs: [scope, barriers]
// sheets: [units, teams, barriers, escalations]
// advice: >-
//   Go through the barriers that stay at this level with the teams that have them, and agree who answers what by when. The
//   leadership above these teams decides.
// source: "default: more than a quarter of at least 5 barriers of the period, critical above half; barriers are a standing
//   item of leadership (State Implementation and Scaling-up of Evidence-based Practices Center, eNotes, May 2015)"
// params:
//   answer_days: {type: whole, default: 30, from: profile.answer_days, help: "days within which an answer is due where nothing else was agreed"}
//   lost_share: {type: share, default: 0.25, from: profile.lost_share, help: "share of barriers left as they were from which a level is reported"}
//   lost_min: {type: whole, default: 5, from: profile.lost_min, help: "levels whose teams received fewer barriers are not judged"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "codes of the levels"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building)"}
//   - {name: place, type: text, help: "the level in words"}
//   - {name: received, type: whole, help: "barriers of the period that teams of the level received and that are done with or due"}
//   - {name: lost, type: whole, help: "those that are due and neither resolved nor answered nor passed on"}
//   - {name: share, type: share}
//   - {name: severity, type: text, help: "critical if more than half were lost, else high"}
//   - {name: origins, type: texts, help: "what it reports, for findings that follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:HANDLED_BY]->(:Team) RETURN count(DISTINCT b) AS population
//   of: barriers that teams received
// sentence: >-
//   {lost} of {received:barrier|barriers} that teams at the {place} level received in the period {lost:=is|are} due and
//   still to be answered or passed on.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], answer_days: 30, lost_share: 0.25, lost_min: 5, window_days: 180, window_days_before: null, levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building']}

// What a team still has in time is left out: it is neither done with nor lost. What it solved on the spot is done with.
MATCH (barrier:Barrier)-[step:HANDLED_BY]->(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE coalesce(barrier.kind, 'barrier') = 'barrier' AND (unit.scoped OR unit.level = 'state') AND unit.level IN $levels
  AND coalesce($window_days_before, $as_of - duration({days: $window_days})) <= step.received_on <= $as_of
WITH DISTINCT unit.level AS level, barrier, team,
     barrier.state = 'waiting' AND barrier.at_team = team.team_id AS waiting
WITH level, barrier, collect(CASE WHEN waiting AND barrier.days > coalesce(barrier.due_days, $answer_days) THEN team.team_id END) AS losing,
     any(each IN collect(waiting) WHERE each) AS waiting
WHERE NOT waiting OR size(losing) > 0
WITH level, count(barrier) AS received, count(CASE WHEN size(losing) > 0 THEN barrier END) AS lost,
     reduce(all = [], some IN collect(losing) | all + some) AS teams
WHERE received >= $lost_min AND toFloat(lost) / received > $lost_share
WITH level, received, lost, teams, COLLECT { MATCH (state:Unit {level: 'state'}) RETURN state ORDER BY state.unit_id LIMIT 1 } AS over
RETURN level, [at IN range(0, size($levels) - 1) WHERE $levels[at] = level | $level_words[at]][0] AS place, received, lost,
       toFloat(lost) / received AS share, CASE WHEN 2 * lost > received THEN 'critical' END AS severity,
       ['lost:' + level] AS origins,
       [state IN over | state.unit_id] + COLLECT { UNWIND teams AS each RETURN DISTINCT each ORDER BY each } AS ids,
       coalesce(head([state IN over | state.buildings]), 0) AS buildings;
