// id: t08_no_recent_meeting
// rule: T-08
// title: Team meeting overdue
// question: Which teams have not met for longer than their rhythm?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, meetings]
// advice: >-
//   Set a date to meet, and agree on a rhythm that the team can keep. The team's coordinator invites. If you met, record it.
// source: "default: one and a half times the team's own rhythm, in days in session; monthly meetings of a state's leadership team
//   are the precedent (SISEP)"
// params:
//   stale_factor: {type: number, default: 1.5, from: profile.stale_factor, help: "a meeting longer ago than this many rhythms is overdue"}
//   meeting_days: {type: whole, default: 45, from: profile.meeting_days, help: "for rhythms up to this many days with the factor, breaks are counted over this many days in session; for others over the period"}
//   meeting_days_before: {type: date, from: profile.meeting_days_before, help: "the day that many days in session ago; blank counts calendar days"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "the day that many days in session ago; blank counts calendar days"}
//   line_teams: {type: texts, default: [SMT, SIT, RIT, DMT, DIT, BMT, BIT], from: profile.line_teams, help: "types of the teams of the line"}
// columns:
//   - {name: team_id, type: text, key: true, subject: Team}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit}
//   - {name: unit, type: text}
//   - {name: last, type: date, help: "day of the last meeting on record"}
//   - {name: every, type: whole, help: "days between the team's regular meetings"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})
//     WHERE any(type IN t.type WHERE type IN $line_teams) AND t.meets_every_days IS NOT NULL
//       AND EXISTS { (:Meeting)-[:HELD_BY]->(t) }
//     RETURN count(t) AS population
//   of: teams whose rhythm is known and whose meetings are on record
// sentence: >-
//   The last meeting of {team} on record was on {last}; its rhythm is every {every:day|days}.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], stale_factor: 1.5, meeting_days: 45, meeting_days_before: null, window_days: 180, window_days_before: null, line_teams: ['SMT', 'SIT', 'RIT', 'DMT', 'DIT', 'BMT', 'BIT']}
MATCH (any:Meeting)
WHERE any.held_on <= $as_of
WITH max(any.held_on) AS newest, EXISTS { (:Collection)-[:OF]->(:Team) } AS listed,
     coalesce(duration.inDays($meeting_days_before, $as_of).days - $meeting_days, 0) AS few,
     coalesce(duration.inDays($window_days_before, $as_of).days - $window_days, 0) AS many
MATCH (team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE (unit.scoped OR unit.level = 'state') AND any(type IN team.type WHERE type IN $line_teams)
  AND team.meets_every_days IS NOT NULL
  AND NOT EXISTS { MATCH (unit)-[:PART_OF*0..4]->(place:Unit) WHERE place.scope_from > $as_of }
WITH DISTINCT newest, listed, few, many, team, unit, toInteger(ceil($stale_factor * team.meets_every_days)) AS days
// Breaks are counted over more days than the rhythm has, so that no team is reported for a break.
WITH newest, listed, team, unit, $as_of - duration({days: days + CASE
       WHEN days <= $meeting_days THEN few
       ELSE many * toInteger(ceil(toFloat(days) / $window_days))
     END}) AS due
WHERE newest >= due
MATCH (meeting:Meeting)-[:HELD_BY]->(team)
WHERE meeting.held_on <= $as_of
WITH listed, team, unit, due, max(meeting.held_on) AS last
// Where it is listed whose records were collected, silence tells something of those teams alone, and up to that day.
WHERE last < due AND (NOT listed OR EXISTS { MATCH (found:Collection)-[:OF]->(team) WHERE found.to >= due })
RETURN team.team_id AS team_id, team.name AS team, unit.unit_id AS unit_id, unit.name AS unit, last,
       team.meets_every_days AS every, [team.team_id, unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
