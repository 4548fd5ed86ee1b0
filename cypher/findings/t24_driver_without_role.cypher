// id: t24_driver_without_role
// rule: T-24
// title: Drivers without a responsible role
// question: For which implementation drivers does a team name no responsible role?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, drivers]
// advice: >-
//   Name a role that is responsible for each of these drivers. The team's leadership decides.
// source: "Implementation drivers: selection, training, coaching, fidelity; decision-support data, facilitative administration, systems
//   intervention; leadership (Fixsen et al. 2005; Active Implementation Hub, Module 2)"
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: drivers, type: texts, help: "drivers for which no role is named"}
//   - {name: listed, type: whole, help: "drivers that are listed for the team"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})-[d:DRIVES]->(:Driver) WHERE d.role_id IS NOT NULL
//     RETURN count(DISTINCT t) AS population
//   of: teams that name roles for drivers
// sentence: >-
//   Of the {listed} drivers listed for {team}, these are without a responsible role on record: {drivers}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}
MATCH (team:Team {status: 'active'})-[drives:DRIVES]->(driver:Driver)
MATCH (team)-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH team, unit, driver, count(drives.role_id) AS named
WITH team, unit, named, replace(driver.driver, '_', ' ') AS said ORDER BY said
WITH team, unit, count(*) AS listed, collect(CASE WHEN named = 0 THEN said END) AS drivers
// A blank tells nothing while the team names no role for any driver.
WHERE 0 < size(drivers) < listed
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, drivers, listed,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
