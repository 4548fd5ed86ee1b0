// id: n02_no_peer_contact
// rule: N-02
// title: District without contact with others
// question: Which districts with a team have no contact on record with any other district?
// kind: finding
// severity: info
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Pick a district of similar size or stage already running the program; bring the two teams together once. The
//   regional team decides.
// source: "Counties without ties to other counties declined to adopt (Palinkas et al. 2011)"
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: ties, type: whole, help: "pairs of people in contact, at least one of them of the district"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (silo:Silo {level: 'district'}) WHERE silo.apart IS NOT NULL RETURN count(silo) AS population
//   of: districts with a formed team and contact on record
// sentence: >-
//   No contact between {unit} and any other district is on record.
MATCH (silo:Silo {level: 'district', apart: true})-[:OF]->(unit:Unit)
// Where no district is in contact with another, that is one finding about the level (N-01); where no other could be,
// there is nothing to say.
MATCH (level:LevelContact {level: 'district', silent: false})
WITH DISTINCT silo, unit
RETURN unit.unit_id AS unit_id, unit.name AS unit, silo.ties AS ties, [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
