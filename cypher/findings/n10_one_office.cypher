// id: n10_one_office
// rule: N-10
// title: Everything goes through one office
// question: Does contact between the offices, or between the regions, go through one of them?
// kind: finding
// severity: medium
// needs: [unit_pairs]
// sheets: [units, people, [contacts, meetings]]
// advice: >-
//   Bring two other offices into direct contact on what they share. The leadership over both decides.
// source: "Degree centralization (Freeman 1979) of the units that are in contact at all: 0 where all are alike, 1 where all
//   contact is with one; compared within one level only"
// params:
//   central_share: {type: share, default: 0.7, from: profile.central_share, help: "centralization at which this is reported"}
//   units_min: {type: whole, default: 4, help: "with fewer units in contact, the figure says nothing"}
// columns:
//   - {name: level, type: text, key: true, help: "state, region, district, school (a building), office"}
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: centralization, type: share, help: "0 if all units have equal contact, 1 if all contact goes through one"}
//   - {name: partners, type: whole, help: "units of the level with which it is in contact"}
//   - {name: units, type: whole, help: "units of the level that are in contact with another"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   Of the {units} units of its level in contact with another, {unit} is in contact with {partners}; the rest have
//   little other contact.
//
// :params {central_share: 0.7, units_min: 4}
MATCH (pair:UnitPair)-[:OF]->(unit:Unit)
WHERE pair.level IN ['office', 'region'] AND pair.ties > 0
WITH pair.level AS level, unit, count(DISTINCT pair) AS partners
WITH level, collect(unit) AS found, collect(partners) AS degrees, max(partners) AS most, sum(partners) AS total
WITH level, found, degrees, most, total, size(found) AS units
WHERE units >= $units_min
WITH level, found, degrees, most, units, toFloat(units * most - total) / ((units - 1) * (units - 2)) AS centralization
WHERE centralization >= $central_share
UNWIND range(0, units - 1) AS i
WITH level, found[i] AS unit, degrees[i] AS partners, most, units, centralization
WHERE partners = most AND unit:Unit
RETURN level, unit.unit_id AS unit_id, unit.name AS unit, centralization, partners, units, [unit.unit_id] AS ids,
       coalesce(unit.buildings, 0) AS buildings;
