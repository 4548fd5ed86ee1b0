// id: barrier_funnel
// title: What becomes of barriers
// question: Of the barriers raised in the period, how many were lifted, answered, resolved and reported back, by the level that can decide?
// kind: view
// needs: [scope, barriers]
// sheets: [units, teams, barriers, escalations]
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit at or below which they were raised; none means the state}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: Days that count as the period}
//   window_days_before: {type: date, from: profile.window_days_before, help: 'A date before this one is longer ago, counted in days in session; blank counts calendar days'}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: 'Codes of the levels, from the top down'}
// columns:
//   - {name: level, type: text, key: true, help: 'Level that can decide; blank for barriers of which it is not known'}
//   - {name: raised, type: whole, help: Barriers raised in the period}
//   - {name: lifted, type: whole, help: Those that reached a team of that level or above; blank if the level is not known}
//   - {name: decider, type: whole, help: Those that reached a team that may decide on their category; blank if no authority is on record}
//   - {name: answered, type: whole, help: 'Those that were answered, or resolved at once'}
//   - {name: resolved, type: whole}
//   - {name: reported_back, type: whole, help: 'Those whose team heard back, or solved it itself'}
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], unit: null, window_days: 180, window_days_before: null, levels: ['state', 'region', 'district', 'school']}
MATCH (barrier:Barrier)-[:RAISED_BY]->(raiser:Team {status: 'active'})-[:SERVES]->(home:Unit)
WHERE coalesce(barrier.kind, 'barrier') = 'barrier' AND (home.scoped OR home.level = 'state')
  AND coalesce($window_days_before, $as_of - duration({days: $window_days})) <= barrier.raised_on <= $as_of
  AND ($unit IS NULL OR EXISTS { (home)-[:PART_OF*0..4]->(:Unit {unit_id: $unit}) })
WITH DISTINCT barrier, EXISTS { (:Team)-[:DECIDES]->(:Category) } AS ruled
WITH barrier, ruled, [at IN range(0, size($levels) - 1) WHERE $levels[at] = barrier.level_needed][0] AS needed, COLLECT {
  MATCH (barrier)-[step:HANDLED_BY]->(team:Team)-[:SERVES]->(unit:Unit)
  WHERE step.received_on <= $as_of
  RETURN [at IN range(0, size($levels) - 1) WHERE $levels[at] = unit.level][0]
} AS reached, EXISTS {
  MATCH (barrier)-[step:HANDLED_BY]->(:Team)
  WHERE step.answered_on <= $as_of
} AS answered, EXISTS {
  MATCH (barrier)-[step:HANDLED_BY]->(:Team)-[:DECIDES]->(:Category {category: barrier.category})
  WHERE step.received_on <= $as_of
} AS decided
WITH barrier, ruled, needed, any(place IN reached WHERE place <= needed) AS lifted, decided,
     barrier.state IN ['resolved', 'reported_back'] AS resolved, answered
WITH ruled, needed, count(barrier) AS raised, count(CASE WHEN lifted THEN 1 END) AS lifted,
     count(CASE WHEN decided THEN 1 END) AS decider, count(CASE WHEN answered OR resolved THEN 1 END) AS answered,
     count(CASE WHEN resolved THEN 1 END) AS resolved, count(CASE WHEN barrier.heard THEN 1 END) AS reported_back
RETURN $levels[needed] AS level, raised, CASE WHEN needed IS NOT NULL THEN lifted END AS lifted,
       CASE WHEN ruled THEN decider END AS decider, answered, resolved, reported_back
ORDER BY needed IS NULL, needed;
