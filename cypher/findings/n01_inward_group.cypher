// id: n01_inward_group
// rule: N-01
// title: Unit that talks among itself
// question: Which units talk among themselves more than their size explains?
// kind: finding
// severity: high
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Bring people of this unit together with their neighbours on one shared task. The level above decides.
// source: "E-I index (Krackhardt & Stern 1988) against a permutation null (Hubert & Schultz 1976), corrected for many units
//   (Benjamini & Hochberg 1995)"
// params:
//   silo_q_max: {type: number, default: 0.05, from: profile.silo_q_max, help: "corrected chance below which the figure is not luck"}
// columns:
//   - {name: silo_id, type: text, key: true}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: observed, type: number}
//   - {name: low, type: number, help: "lowest figure that the unit's size explains"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {unit} has less contact outside on record than a unit of its size would have by chance.
//
// :params {silo_q_max: 0.05}
MATCH (silo:Silo)-[:OF]->(unit:Unit)
WHERE silo.observed < silo.low AND silo.q <= $silo_q_max
RETURN DISTINCT silo.silo_id AS silo_id, unit.unit_id AS unit_id, unit.name AS unit, silo.observed AS observed,
       silo.low AS low, [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
