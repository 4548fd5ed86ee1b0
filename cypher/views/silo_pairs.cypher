// id: silo_pairs
// title: Contact between units
// question: How many pairs of people of two units are in contact, and how many would be expected?
// kind: view
// params:
//   level: {type: text, default: office, of: Unit.level, help: Level of the units}
//   group_min: {type: whole, default: 5, from: profile.group_min, help: Units with fewer people are not reported}
//   broker_share: {type: share, default: 0.5, from: profile.broker_share, help: Contact rests on one person if more than this share goes through them}
//   broker_paths: {type: whole, default: 4, from: profile.broker_paths, help: Two-step paths needed before that is reported}
// columns:
//   - {name: pair_id, type: text, key: true, subject: UnitPair}
//   - {name: a_id, type: text, subject: Unit}
//   - {name: b_id, type: text, subject: Unit}
//   - {name: required, type: flag, help: 'The joint_work sheet says that they must work together'}
//   - {name: why, type: text}
//   - {name: few, type: flag, help: 'One of the two has too few people; all that follows is blank'}
//   - {name: ties, type: whole, help: 'Pairs of people in contact; blank where that is withheld'}
//   - {name: expected, type: number}
//   - {name: state, type: text}
//   - {name: role, type: text, help: 'The role that carries most of the contact between the two'}
//
// :params {level: 'office', group_min: 5, broker_share: 0.5, broker_paths: 4}
MATCH (pair:UnitPair {level: $level})-[:OF]->(unit:Unit)
OPTIONAL MATCH (unit)<-[:OF]-(silo:Silo {level: $level})
WITH pair, unit, coalesce(silo.people, 0) < $group_min AS small
ORDER BY unit.unit_id
WITH pair, collect(unit) AS units, collect(small) AS smalls
WHERE size(units) = 2
WITH pair, units[0] AS a, units[1] AS b, smalls[0] OR smalls[1] AS few
RETURN pair.pair_id AS pair_id, a.unit_id AS a_id, b.unit_id AS b_id, coalesce(pair.required, false) AS required,
       COLLECT { MATCH (a)-[joint:JOINT_WORK]-(b) WHERE joint.why IS NOT NULL RETURN joint.why ORDER BY joint.why LIMIT 1 }[0] AS why,
       few,
       CASE WHEN NOT few THEN pair.ties END AS ties,
       CASE WHEN NOT few THEN pair.expected END AS expected,
       CASE WHEN NOT few THEN pair.state END AS state,
       CASE WHEN NOT few AND pair.share > $broker_share AND pair.paths >= $broker_paths THEN COLLECT {
         MATCH (pair)-[:CARRIED_BY]->(role:Role) RETURN role.title ORDER BY role.role_id LIMIT 1
       }[0] END AS role
ORDER BY a_id, b_id;
