// id: t20_program_without_team
// rule: T-20
// title: Program without an implementation team
// question: Which programs have no implementation team?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [teams, innovations, team_innovations]
// advice: >-
//   Name the teams that are to put the program into practice, or stop it. The leadership of the state decides.
// source: "Programs without a team that ensures implementation are left to chance (Active Implementation Hub, Module 3)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: innovation_id, type: text, key: true, subject: Innovation}
//   - {name: program, type: text}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (i:Innovation) RETURN count(i) AS population
//   of: programs
// sentence: >-
//   No implementation team on record works on the program {program}.
//
// :params {implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

// While no team's programs are on record, nothing is known of any program.
MATCH (team:Team)-[:USES]->(used:Innovation)
WITH count(used) AS said
WHERE said > 0
MATCH (innovation:Innovation)
WHERE NOT EXISTS {
  MATCH (innovation)<-[:USES|UPCOMING_USES]-(team:Team)
  WHERE coalesce(team.status, 'active') <> 'inactive'
    AND (team.kind = 'implementation' OR any(type IN team.type WHERE type IN $implementation_teams))
}
RETURN innovation.innovation_id AS innovation_id, innovation.name AS program, [innovation.innovation_id] AS ids,
       0 AS buildings;
