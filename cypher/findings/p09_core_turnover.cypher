// id: p09_core_turnover
// rule: P-09
// title: Much of a team's core changed
// question: In which implementation teams did more than a third of the core change within a year?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Go through the charter with today's core, and introduce those who are new. The team's leadership invites.
// source: "default: more than a third within twelve months; each change of people makes a team start anew unless what it knows
//   is handed on (Active Implementation Hub, leadership and implementation teams)"
// params:
//   turnover_months: {type: whole, default: 12, from: profile.turnover_months, help: "months over which changes are counted"}
//   turnover_share: {type: share, default: 0.3333, from: profile.turnover_share, help: "share of the core that can change without a finding"}
//   core_min_legacy: {type: whole, default: 3, from: profile.core_min_legacy, help: "teams whose core was smaller are not reported"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: day, type: date, help: "the day that today is compared with"}
//   - {name: core, type: whole, help: "core members on that day"}
//   - {name: gone, type: whole, help: "those who are no longer in the core"}
//   - {name: share, type: share, help: "the same as a share"}
//   - {name: joined, type: whole, help: "core members of today who began after that day"}
//   - {name: origins, type: texts, help: "what it reports; other findings may follow from it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (load:Load {status: 'published'}) WITH min(load.as_of) <= $as_of - duration({months: $turnover_months}) AS reaches
//     MATCH (team:Team {status: 'active'})<-[:ON]-(role:Role)
//     WHERE any(type IN team.type WHERE type IN $implementation_teams)
//       AND (reaches OR EXISTS { (role)<-[:FORMERLY_HOLDS]-(:Person|FormerPerson) })
//     RETURN count(DISTINCT team) AS population
//   of: implementation teams of which former members are on record
// sentence: >-
//   {gone} of the {core:core member|core members} that {team} had on {day} {gone:=is|are} no longer in its core.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], turnover_months: 12, turnover_share: 0.3333, core_min_legacy: 3, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
WITH DISTINCT team, unit, $as_of - duration({months: $turnover_months}) AS day

// Who was in the core on that day: whoever began by then, or was already on record, and had not ended.
CALL (team, day) {
  MATCH (team)<-[on:ON|FORMERLY_ON]-(role:Role|FormerRole)<-[held:HOLDS|FORMERLY_HOLDS]-(person:Person|FormerPerson)
  WHERE held.core AND coalesce(held.since, held.stated) <= day
    AND size([end IN [on.until, held.until, role.ended_on, person.left, person.ended_on] WHERE end <= day]) = 0
  WITH DISTINCT person, team
  RETURN collect(person) AS before,
         count(CASE WHEN NOT EXISTS {
           MATCH (person)-[now:HOLDS]->(:Role)-[:ON]->(team)
           WHERE coalesce(now.core, true)
         } THEN 1 END) AS gone
}

// Rounded as the profile writes the share, so that one of three is not more than a third.
WITH team, unit, day, before, size(before) AS core, gone,
     CASE WHEN size(before) > 0 THEN round(toFloat(gone) / size(before), 4) END AS share
WHERE core >= $core_min_legacy AND share > $turnover_share
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, day, core, gone, share,
       COUNT {
         MATCH (person:Person)-[now:HOLDS]->(:Role)-[:ON]->(team)
         WHERE now.core AND now.since > day AND NOT person IN before
         RETURN DISTINCT person
       } AS joined,
       ['turnover:' + team.team_id] AS origins, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
