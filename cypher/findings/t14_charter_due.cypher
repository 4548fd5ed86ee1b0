// id: t14_charter_due
// rule: T-14
// title: Charter due for review
// question: Which implementation teams' charters are due for review?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, roles, assignments]
// advice: >-
//   Review the charter with those who are on the team today, and note the day. The team's leadership decides.
// source: "default: once a year, or after more than a third of the core changed; terms of reference as a product of forming
//   a team (National Implementation Research Network)"
// params:
//   charter_months: {type: whole, default: 12, from: profile.charter_months, help: "months after which a charter is due for review"}
//   turnover_share: {type: share, default: 0.3333, from: profile.turnover_share, help: "share of the core that can change before a review is due"}
//   core_min_legacy: {type: whole, default: 3, from: profile.core_min_legacy, help: "changes are not counted where the core was smaller"}
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: reviewed, type: date, help: "day on which the charter was last reviewed, or else agreed"}
//   - {name: core, type: whole, help: "core members on that day; blank unless more of them changed than the limit"}
//   - {name: gone, type: whole, help: "those who are no longer in the core; blank unless they are more than the limit"}
//   - {name: overdue, type: flag, help: "whether the day is longer ago than the limit"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'}) WHERE any(type IN t.type WHERE type IN $implementation_teams)
//       AND coalesce(t.charter_reviewed_on, t.chartered_on) IS NOT NULL
//     RETURN count(t) AS population
//   of: implementation teams with a charter
// sentence: >-
//   The charter of {team} was agreed or last reviewed on {reviewed}[; {gone} of the {core:core member|core members} of that
//   day {gone:=is|are} no longer in the core].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], charter_months: 12, turnover_share: 0.3333, core_min_legacy: 3, implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $implementation_teams)
WITH DISTINCT team, unit, coalesce(team.charter_reviewed_on, team.chartered_on) AS day
WHERE day IS NOT NULL

// Who was in the core on that day: whoever began by then, or was already on record, and had not ended.
CALL (team, day) {
  MATCH (team)<-[on:ON|FORMERLY_ON]-(role:Role|FormerRole)<-[held:HOLDS|FORMERLY_HOLDS]-(person:Person|FormerPerson)
  WHERE held.core AND coalesce(held.since, held.stated) <= day
    AND size([end IN [on.until, held.until, role.ended_on, person.left, person.ended_on] WHERE end <= day]) = 0
  WITH DISTINCT person, team
  RETURN count(person) AS core,
         count(CASE WHEN NOT EXISTS {
           MATCH (person)-[now:HOLDS]->(:Role)-[:ON]->(team)
           WHERE coalesce(now.core, true)
         } THEN 1 END) AS gone
}

// Rounded as the profile writes the share, so that one of three is not more than a third.
WITH team, unit, day, core, gone, day < $as_of - duration({months: $charter_months}) AS overdue,
     core >= $core_min_legacy AND CASE WHEN core > 0 THEN round(toFloat(gone) / core, 4) > $turnover_share ELSE false END AS changed
WHERE overdue OR changed
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, day AS reviewed,
       CASE WHEN changed THEN core END AS core, CASE WHEN changed THEN gone END AS gone, overdue,
       CASE WHEN overdue THEN [] ELSE ['turnover:' + team.team_id] END AS follows,
       [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
