// id: z02_spread_before_loops
// rule: Z-02
// title: Spread before the loops of the zone are closed
// question: Where do districts outside of a transformation zone start while links inside it do not work both ways yet?
// kind: finding
// severity: medium
// needs: [link_state]
// sheets: [units, teams, [contacts, meetings, link_checks]]
// advice: >-
//   Repair these links first, and let further districts wait for what the zone learns. The leadership team of the state
//   decides.
// source: "A transformation zone is to work before its infrastructure is spread (Active Implementation Hub, Module 5); the share is
//   a default"
// params:
//   full_share: {type: share, default: 0.9, from: profile.full_share, help: "share of the zone's links that must work both ways"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
// columns:
//   - {name: zone, type: text, key: true, help: "the zone, as the units sheet names it"}
//   - {name: links, type: whole, help: "support links in the zone of which it is known"}
//   - {name: open, type: whole, help: "of these, links that do not work both ways"}
//   - {name: starting, type: whole, help: "districts outside of any zone whose team is at exploration or installation"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {scoped: true}) WHERE u.zone IS NOT NULL RETURN count(DISTINCT u.zone) AS population
//   of: transformation zones
// sentence: >-
//   {starting:district|districts} outside of the transformation zone {zone} {starting:=is|are} starting, while {open} of
//   its {links:link|links} {open:=is|are} still to work both ways.
//
// :params {full_share: 0.9, district_team: 'DIT'}

CALL () {
  MATCH (district:Unit {level: 'district', scoped: true})<-[:SERVES]-(team:Team {status: 'active'})
  WHERE $district_team IN team.type AND team.stage IN ['exploration', 'installation'] AND district.zone IS NULL
    AND NOT EXISTS { MATCH (district)-[:PART_OF*1..3]->(over:Unit) WHERE over.zone IS NOT NULL }
    AND NOT EXISTS { MATCH (district)<-[:PART_OF*1..2]-(below:Unit) WHERE below.zone IS NOT NULL }
  RETURN count(DISTINCT district) AS starting
}
WITH starting
WHERE starting > 0
MATCH (root:Unit {scoped: true})
WHERE root.zone IS NOT NULL
MATCH way = (root)<-[:PART_OF*0..4]-(unit:Unit {scoped: true})
WHERE none(between IN nodes(way)[1..] WHERE between.zone IS NOT NULL)
WITH DISTINCT starting, root.zone AS zone, root, unit
WITH starting, zone, collect(DISTINCT unit) AS inside, collect(DISTINCT root) AS roots
CALL (inside) {
  UNWIND inside AS unit
  MATCH (unit)<-[:OF]-(pair:Link {group: 'support'})
  WHERE pair.family IN ['holds', 'weak', 'one_way', 'gap']
  RETURN count(pair) AS links, sum(CASE WHEN pair.family IN ['one_way', 'gap'] THEN 1 ELSE 0 END) AS open
}
WITH *
WHERE links > 0 AND round(toFloat(links - open) / links, 4) < $full_share
RETURN zone, links, open, starting,
       COLLECT {
         UNWIND roots AS root
         WITH root
         WHERE NOT EXISTS { MATCH (root)-[:PART_OF*1..4]->(over:Unit) WHERE over.zone = zone }
         RETURN root.unit_id ORDER BY root.unit_id
       } AS ids,
       size([unit IN inside WHERE unit.level = 'school']) AS buildings;
