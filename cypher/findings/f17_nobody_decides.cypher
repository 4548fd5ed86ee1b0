// id: f17_nobody_decides
// rule: F-17
// title: Barriers on which no team in the line can decide
// question: On which categories of barriers can no team in the line of those who raised them decide?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, barriers, authority]
// advice: >-
//   Say which team may decide on this category, and record it. The leadership of the level that usually decides names it.
// source: "Teams know where to go with issues they cannot fix (Active Implementation Hub, leadership and implementation
//   teams)"
// params:
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
//   critical_buildings: {type: whole, default: 25, from: profile.critical_buildings, help: "buildings without anyone who decides from which it is critical"}
// columns:
//   - {name: category, type: text, key: true, subject: Category, help: "category of the barriers, as in the sheets"}
//   - {name: unit_id, type: text, key: true, subject: Unit, help: "the unit whose teams decide on other categories, and on this one nobody"}
//   - {name: upper, type: text, help: "the same, by name"}
//   - {name: barriers, type: whole, help: "barriers of this category raised in the period or still open"}
//   - {name: units, type: whole, help: "units in which they were raised"}
//   - {name: severity, type: text, help: "critical for the state or many buildings, else high"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (b:Barrier)-[:RAISED_BY]->(:Team) WHERE b.category IS NOT NULL RETURN count(DISTINCT b.category) AS population
//   of: categories of barriers
// sentence: >-
//   {upper}: who may decide on the category "{category}" is not on record, from the team that raised a barrier up to the
//   state[; {barriers:barrier concerns|barriers concern} it].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], window_days: 180, window_days_before: null, critical_buildings: 25}
MATCH (barrier:Barrier)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(raised:Unit {scoped: true})
WHERE coalesce(barrier.kind, 'barrier') = 'barrier' AND barrier.category IS NOT NULL
  AND (barrier.resolved_on IS NULL AND barrier.raised_on <= $as_of
    OR coalesce($window_days_before, $as_of - duration({days: $window_days})) <= barrier.raised_on <= $as_of)
WITH barrier.category AS category, raised, count(DISTINCT barrier) AS barriers
WHERE NOT EXISTS {
  MATCH (raised)-[:PART_OF*0..4]->(:Unit)<-[:SERVES]-(:Team {status: 'active'})-[:DECIDES]->(:Category {category: category})
}
// The levels at which others decide on it; none if nobody does.
WITH category, raised, barriers, COLLECT {
  MATCH (:Category {category: category})<-[:DECIDES]-(:Team {status: 'active'})-[:SERVES]->(at:Unit)
  RETURN DISTINCT at.level
} AS usual
// The topmost unit of the line at such a level whose teams decide on something: of others it is not known who decides.
WITH category, raised, barriers, usual, COLLECT {
  MATCH way = (raised)-[:PART_OF*0..4]->(over:Unit)
  WHERE CASE WHEN size(usual) = 0 THEN over.level = 'state' ELSE over.level IN usual END
    AND EXISTS { (over)<-[:SERVES]-(:Team {status: 'active'})-[:DECIDES]->(:Category) }
  RETURN over ORDER BY length(way) DESC, over.unit_id LIMIT 1
}[0] AS place
WHERE place:Unit
// A building's own leaders are named by their district.
WITH category, barriers, raised, place, COLLECT {
  MATCH (place)-[:PART_OF]->(parent:Unit)
  WHERE place.level = 'school'
  RETURN parent ORDER BY parent.unit_id LIMIT 1
}[0] AS parent
WITH category, barriers, raised, place, coalesce(parent, place) AS upper
WHERE upper:Unit
WITH category, upper, sum(barriers) AS barriers, count(DISTINCT raised) AS units, collect(DISTINCT place) AS places
WITH category, upper, barriers, units, places, reduce(sum = 0, place IN places | sum + coalesce(place.buildings, 0)) AS buildings
RETURN category, upper.unit_id AS unit_id, upper.name AS upper, barriers, units,
       CASE WHEN upper.level = 'state' OR buildings >= $critical_buildings THEN 'critical' END AS severity,
       [upper.unit_id] + [place IN places WHERE place <> upper | place.unit_id] AS ids, buildings;
