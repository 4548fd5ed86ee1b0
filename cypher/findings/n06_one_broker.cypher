// id: n06_one_broker
// rule: N-06
// title: Contact between two units rests on one role
// question: Which units are in contact mostly through one person who belongs to neither?
// kind: finding
// severity: high
// needs: [unit_pairs]
// sheets: [units, people, roles, assignments, [contacts, meetings]]
// advice: >-
//   Bring a second person into the contact, or put the two units in touch directly. The level above both decides.
// source: "Liaisons (Gould & Fernandez 1989): share of the two-step paths between two units that one person carries"
// params:
//   broker_share: {type: share, default: 0.5, from: profile.broker_share, help: "contact rests on one person if more than this share goes through them"}
//   broker_paths: {type: whole, default: 4, from: profile.broker_paths, help: "two-step paths needed before this is reported"}
// columns:
//   - {name: pair_id, type: text, key: true}
//   - {name: one, type: text, help: "the one unit"}
//   - {name: other, type: text, help: "the other unit"}
//   - {name: roles, type: texts, help: "titles of the roles, each with its unit"}
//   - {name: share, type: share, help: "share of the two-step paths that go through these roles"}
//   - {name: paths, type: whole, help: "two-step paths between the two units"}
//   - {name: direct, type: whole, help: "pairs of people of the two in direct contact"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: MATCH (pair:UnitPair) WHERE pair.paths IS NOT NULL RETURN count(pair) AS population
//   of: pairs of units
// sentence: >-
//   Where people of {one} and of {other} are in contact through one person in between, {share:%} of it goes through the
//   role {roles}.
//
// :params {broker_share: 0.5, broker_paths: 4}
MATCH (pair:UnitPair)-[:CARRIED_BY]->(role:Role)
WHERE pair.share > $broker_share AND pair.paths >= $broker_paths
WITH DISTINCT pair, role
WITH pair, role,
     coalesce(
       COLLECT { MATCH (role)-[:ON]->(:Team)-[:SERVES]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0],
       COLLECT { MATCH (role)-[:AT]->(of:Unit) RETURN of.name ORDER BY of.unit_id LIMIT 1 }[0]) AS at
ORDER BY role.role_id
WITH pair, collect(role.role_id) AS role_ids, collect(coalesce(role.title, role.role_id) + coalesce(' of ' + at, '')) AS roles
MATCH (pair)-[:OF]->(unit:Unit)
WITH pair, roles, role_ids, unit ORDER BY unit.unit_id
WITH pair, roles, role_ids, collect(DISTINCT unit) AS units
WHERE size(units) = 2
RETURN pair.pair_id AS pair_id, units[0].name AS one, units[1].name AS other, roles,
       pair.share AS share, pair.paths AS paths, pair.ties AS direct,
       [unit IN units | unit.unit_id] + role_ids AS ids,
       reduce(most = 0, unit IN units | CASE WHEN unit.buildings > most THEN unit.buildings ELSE most END) AS buildings;
