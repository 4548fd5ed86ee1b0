// id: t23_stage_ahead_of_support
// rule: T-23
// title: Teams ahead of the team that supports them
// question: Which teams still explore a program that the teams they support have put into practice?
// kind: finding
// severity: high
// needs: [links]
// sheets: [units, teams, team_innovations]
// advice: >-
//   Build the supporting team first: bring it to installation, and let no further teams begin until then. The team above it
//   helps; its leadership decides.
// source: "Stages of implementation: support has to be in place before use (Fixsen et al. 2005; Active Implementation Hub, Module 4)"
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: innovation_id, type: text, key: true, subject: Innovation}
//   - {name: program, type: text}
//   - {name: ahead, type: whole, help: "supported teams in initial or full implementation"}
//   - {name: supported, type: whole, help: "supported teams whose stage is known"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {team} is exploring {program}, while {ahead} of the {supported:team|teams} that it supports {ahead:=is|are} in initial
//   or full implementation.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0]}
MATCH (team:Team {status: 'active'})-[exploring:USES {stage: 'exploration'}]->(innovation:Innovation)
MATCH (team)-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state')
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
  // The latest row of the team and the program counts.
  AND NOT EXISTS {
    MATCH (team)-[later:USES]->(innovation)
    WHERE coalesce(later.as_of, later.since, later.stated) > coalesce(exploring.as_of, exploring.since, exploring.stated)
  }
WITH DISTINCT team, unit, innovation
MATCH (team)<-[:UPPER]-(:Link {group: 'support'})-[:LOWER]->(below:Team {status: 'active'})
WHERE below <> team
MATCH (below)-[uses:USES]->(innovation)
WITH team, unit, innovation, below, uses ORDER BY coalesce(uses.as_of, uses.since, uses.stated) DESC
WITH team, unit, innovation, below, collect(uses)[0] AS latest
WITH team, unit, innovation, count(latest.stage) AS supported,
     count(CASE WHEN latest.stage IN ['initial', 'full'] THEN 1 END) AS ahead
WHERE ahead > 0
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit,
       innovation.innovation_id AS innovation_id, innovation.name AS program, ahead, supported,
       [team.team_id, unit.unit_id, innovation.innovation_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
