// id: n02_no_peer_contact
// rule: N-02
// title: District without contact with others
// question: Which districts have no contact on record with any other district?
// kind: finding
// severity: info
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Pick a district of similar size or stage already running the program; bring the two teams together once. The
//   regional team decides.
// source: "Counties without ties to other counties declined to adopt (Palinkas et al. 2011)"
// params:
//   group_min: {type: whole, default: 5, from: profile.group_min, help: "units with fewer people are not reported"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: ties, type: whole, help: "pairs of people in contact, at least one of them of the district"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (silo:Silo {level: 'district'}) WHERE silo.ties > 0 RETURN count(silo) AS population
//   of: districts with any contact on record
// sentence: >-
//   {unit} has no contact on record with any other district.
//
// :params {group_min: 5}
MATCH (silo:Silo {level: 'district'})-[:OF]->(unit:Unit)
WHERE silo.peers = 0 AND silo.ties > 0 AND silo.people >= $group_min
  AND EXISTS { MATCH (other:Silo {level: 'district'}) WHERE other <> silo AND other.ties > 0 }
WITH DISTINCT silo, unit
RETURN unit.unit_id AS unit_id, unit.name AS unit, silo.ties AS ties, [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
