// id: z01_zone_not_whole
// rule: Z-01
// title: Transformation zone that lacks a level
// question: Which transformation zones lack an implementation team at a level between the state and the building?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams]
// advice: >-
//   Form the missing team, or draw the zone so that it has one at every level. The leadership team of the state decides.
// source: "A transformation zone is a vertical slice, from the state to the practice (Active Implementation Hub, Module 5)"
// params:
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: "levels from the top down"}
//   level_words: {type: texts, default: [state, region, district, building], from: profile.level_words, help: "what they are called, in the same order"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: zone, type: text, key: true, help: "the zone, as the units sheet names it"}
//   - {name: lacking, type: texts, help: "levels without an implementation team, in words"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {scoped: true}) WHERE u.zone IS NOT NULL RETURN count(DISTINCT u.zone) AS population
//   of: transformation zones
// sentence: >-
//   In the transformation zone {zone}, no implementation team is on record at the level {lacking}.
//
// :params {levels: ['state', 'region', 'district', 'school'], level_words: ['state', 'region', 'district', 'building'], implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// A unit without a zone of its own is in that of the nearest unit above; the slice goes up from there to the state.
MATCH (root:Unit {scoped: true})
WHERE root.zone IS NOT NULL
MATCH way = (root)<-[:PART_OF*0..4]-(unit:Unit {scoped: true})
WHERE none(between IN nodes(way)[1..] WHERE between.zone IS NOT NULL)
WITH root.zone AS zone, collect(DISTINCT unit) AS inside, collect(DISTINCT root) AS roots
CALL (roots) {
  UNWIND roots AS root
  MATCH (root)-[:PART_OF*1..4]->(above:Unit)
  RETURN collect(DISTINCT above) AS over
}
CALL (inside, over) {
  UNWIND inside + over AS unit
  WITH DISTINCT unit
  WITH unit, EXISTS {
    MATCH (unit)<-[:SERVES]-(team:Team)
    WHERE team.status IN ['active', 'forming'] AND any(type IN team.type WHERE type IN $implementation_teams)
  } OR EXISTS { (unit)<-[:OF]-(:Link)-[:LOWER]->(:Team) } OR EXISTS {
    // What has not begun is no gap.
    MATCH (unit)<-[:OF]-(pair:Link {group: 'support'})
    WHERE pair.no_team IS NOT NULL AND pair.absent IS NULL
  } AS served
  RETURN collect([unit.level, unit.unit_id, served]) AS slice
}
// A region is lacking only where the slice has one: without a regional tier, districts belong to the state.
WITH zone, inside, roots, slice, [level IN $levels
  WHERE NOT any(one IN slice WHERE one[0] = level AND one[2])
    AND (level <> 'region' OR any(one IN slice WHERE one[0] = level))] AS lacking
WHERE size(lacking) > 0
RETURN zone, [at IN range(0, size($levels) - 1) WHERE $levels[at] IN lacking | $level_words[at]] AS lacking,
       CASE
         WHEN all(level IN lacking WHERE any(one IN slice WHERE one[0] = level))
           THEN [one IN slice WHERE one[0] IN lacking | 'team:' + one[1]]
         ELSE []
       END AS follows,
       COLLECT {
         UNWIND roots AS root
         WITH root
         WHERE NOT EXISTS { MATCH (root)-[:PART_OF*1..4]->(over:Unit) WHERE over.zone = zone }
         RETURN root.unit_id ORDER BY root.unit_id
       } AS ids,
       size([unit IN inside WHERE unit.level = 'school']) AS buildings;
