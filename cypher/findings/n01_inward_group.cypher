// id: n01_inward_group
// rule: N-01
// title: Inward-looking unit
// question: Which units talk among themselves more than their size explains, and more than is usual at their level?
// kind: finding
// severity: high
// needs: [silos]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Bring people of this unit together with the units named, on one shared task. The level above decides.
// source: "E-I index (Krackhardt & Stern 1988) against ties dealt out at random with everyone's number of them kept, and
//   permuted membership (Hubert & Schultz 1976); against the level's own units as in funnel plots (Spiegelhalter 2005);
//   both corrected for many units (Benjamini & Hochberg 1995)"
// columns:
//   - {name: silo_id, type: text, key: true}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: level, type: text, help: "state, region, district, school (a building), office"}
//   - {name: people, type: whole}
//   - {name: ties, type: whole, help: "pairs of people in contact, at least one of them of the unit"}
//   - {name: observed, type: number, help: "E-I index: -1 all contact inside, +1 all outside"}
//   - {name: expected, type: number, help: "the same, expected from size and activity alone"}
//   - {name: low, type: number, help: "lowest figure that size and activity explain"}
//   - {name: high, type: number, help: "highest figure that size and activity explain"}
//   - {name: q, type: number, help: "q-value: corrected probability of such a figure by chance"}
//   - {name: usual, type: number, help: "the usual figure for such a unit at its level"}
//   - {name: usual_q, type: number, help: "q-value among the level's units"}
//   - {name: inside, type: share, help: "share of its contacts that stay inside"}
//   - {name: fair, type: share, help: "the same, expected from size and activity alone"}
//   - {name: usually, type: share, help: "the same as usual at its level"}
//   - {name: mend, type: texts, help: "units with which contact is most lacking"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (silo:Silo)-[:OF]->(unit:Unit)
//     WHERE silo.usual_q IS NOT NULL
//     RETURN count(DISTINCT unit) AS population
//   of: units
// sentence: >-
//   {inside:%} of the contacts of {unit} stay inside, where size alone would give {fair:%} and {usually:%} is usual at its
//   level.[ Contact is most lacking with {mend}.]
MATCH (silo:Silo {inward: true})-[:OF]->(unit:Unit)
WITH DISTINCT silo, unit
RETURN silo.silo_id AS silo_id, unit.unit_id AS unit_id, unit.name AS unit, silo.level AS level, silo.people AS people,
       silo.ties AS ties, silo.observed AS observed, silo.expected AS expected, silo.low AS low, silo.high AS high,
       silo.q AS q, silo.usual AS usual, silo.usual_q AS usual_q, (1 - silo.observed) / 2.0 AS inside,
       (1 - silo.expected) / 2.0 AS fair, (1 - silo.usual) / 2.0 AS usually,
       COLLECT {
         MATCH (silo)-[lacks:MEND]->(partner:Unit) RETURN partner.name ORDER BY lacks.place, partner.unit_id
       } AS mend,
       [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
