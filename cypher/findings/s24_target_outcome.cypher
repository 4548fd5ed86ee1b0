// id: s24_target_outcome
// rule: S-24
// title: Target outcome missing, or that of another level
// question: Which implementation teams' target outcome is missing, or is that of another level?
// kind: finding
// severity: low
// needs: [links]
// sheets: [units, teams]
// advice: >-
//   Agree with these teams whom their work is to support, and write it into their charters. The team above them decides
//   with them.
// source: "Each level's teams have an outcome of their own: to create and support the teams below, or to support teachers
//   (Active Implementation Hub, Module 3, Table 3.1); a blank counts from a share of named outcomes on (default)"
// params:
//   outcome_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.outcome_teams, help: "types of team with a target outcome"}
//   outcomes: {type: texts, default: [support_RIT, support_DIT, support_BIT, support_teachers], from: profile.outcomes, help: "the target outcome of each, in the same order"}
//   outcome_share: {type: share, default: 0.5, from: profile.outcome_share, help: "share of a type's teams with a target outcome from which a blank counts as missing"}
//   region_team: {type: text, default: RIT, from: profile.region_team, optional: true, help: "type of a region's implementation team"}
//   state_team: {type: text, default: SIT, from: profile.state_team, help: "type of the state's implementation team"}
// columns:
//   - {name: owner_id, type: text, key: true, subject: Unit, help: "the unit whose team supports these teams; the state for its own"}
//   - {name: owner, type: text}
//   - {name: teams, type: whole, help: "teams whose target outcome is missing or another level's"}
//   - {name: blank, type: whole, help: "of these, teams without one"}
//   - {name: units, type: texts, help: "up to three units of these teams"}
//   - {name: more, type: whole, help: "how many more units; blank for none"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $outcome_teams)
//     RETURN count(t) AS population
//   of: implementation teams
// sentence: >-
//   {owner}: the target outcome of {teams:implementation team|implementation teams} is not on record or is one of another
//   level: {units}[ and {more} more].
//
// :params {outcome_teams: ['SIT', 'RIT', 'DIT', 'BIT'], outcomes: ['support_RIT', 'support_DIT', 'support_BIT', 'support_teachers'], outcome_share: 0.5, region_team: 'RIT', state_team: 'SIT'}

// A blank means "not known" while most teams of the type have none on record.
CALL () {
  MATCH (team:Team {status: 'active'})
  UNWIND team.type AS type
  WITH type, team
  WHERE type IN $outcome_teams
  WITH type, count(team) AS teams, count(team.target_outcome) AS named
  WHERE named > $outcome_share * teams
  RETURN collect(type) AS filled
}
// Without a regional tier, a state's team supports those of districts.
WITH filled, EXISTS {
  MATCH (district:Unit {level: 'district', scoped: true})
  WHERE NOT EXISTS { (district)-[:PART_OF*1..3]->(:Unit {level: 'region'}) }
} AS direct
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $outcome_teams)
WITH DISTINCT filled, team, unit, [at IN range(0, size($outcome_teams) - 1)
  WHERE $outcome_teams[at] IN team.type
     OR (direct AND $state_team IN team.type AND coalesce($outcome_teams[at] = $region_team, false)) | $outcomes[at]] AS fitting
WHERE CASE
  WHEN team.target_outcome IS NULL THEN any(type IN team.type WHERE type IN filled)
  ELSE NOT team.target_outcome IN fitting
END
WITH team, unit, coalesce(COLLECT {
  MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(owner:Unit)
  RETURN owner ORDER BY owner.unit_id LIMIT 1
}[0], unit) AS owner
ORDER BY unit.unit_id, team.team_id
WITH owner, collect(DISTINCT team) AS teams, collect(DISTINCT unit) AS units
RETURN owner.unit_id AS owner_id, owner.name AS owner, size(teams) AS teams,
       size([team IN teams WHERE team.target_outcome IS NULL]) AS blank, [unit IN units | unit.name][..3] AS units,
       CASE WHEN size(units) > 3 THEN size(units) - 3 END AS more,
       [id IN [owner.unit_id] WHERE NOT owner IN units] + [team IN teams | team.team_id] + [unit IN units | unit.unit_id] AS ids,
       reduce(all = 0, unit IN units | all + coalesce(unit.buildings, 0)) AS buildings;
