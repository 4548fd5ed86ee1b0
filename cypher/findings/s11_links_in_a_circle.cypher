// id: s11_links_in_a_circle
// rule: S-11
// title: Support or reporting in a circle
// question: Which teams support, or report to, one another in a circle?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Correct who supports whom, or who reports to whom, so that each line ends at the state. The highest of these teams
//   decides; where they are of one level, the team above them.
// source: "Teams are linked from the state to the building (Active Implementation Hub, Module 3, Topic 1); a circle has no
//   one above"
// columns:
//   - {name: kind, type: text, key: true, help: "supports or reports_to, as in the sheet"}
//   - {name: circle, type: text, key: true, subject: Team, help: "first team of the circle by id"}
//   - {name: what, type: text, help: "which of the two it is, in words"}
//   - {name: teams, type: whole, help: "teams in the circle"}
//   - {name: names, type: texts, help: "up to five of them"}
//   - {name: more, type: whole, help: "how many more; blank for none"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// sentence: >-
//   {what} on record runs in a circle: {names}[ and {more} more].
//

// Walked upward, where a line has few steps, and only from teams that have a step on either side.
CALL () {
  MATCH (team:Team {status: 'active'})
  WHERE EXISTS { (team)-[:SUPPORTS]->(:Team {status: 'active'}) }
    AND EXISTS { (team)<-[:SUPPORTS]-(:Team {status: 'active'}) }
  CALL (team) {
    MATCH (team) (
      (:Team)<-[:SUPPORTS]-(:Team {status: 'active'})
    )+ (above:Team)
    WITH DISTINCT above
    RETURN collect(above) AS over
  }
  WITH team, over
  WHERE team IN over
  RETURN 'supports' AS kind, 'Support' AS what, collect([team, over]) AS found
  UNION ALL
  MATCH (team:Team {status: 'active'})
  WHERE EXISTS { (team)-[:REPORTS_TO]->(:Team {status: 'active'}) }
    AND EXISTS { (team)<-[:REPORTS_TO]-(:Team {status: 'active'}) }
  CALL (team) {
    MATCH (team) (
      (:Team)-[:REPORTS_TO]->(:Team {status: 'active'})
    )+ (above:Team)
    WITH DISTINCT above
    RETURN collect(above) AS over
  }
  WITH team, over
  WHERE team IN over
  RETURN 'reports_to' AS kind, 'Reporting' AS what, collect([team, over]) AS found
}
UNWIND found AS one
WITH kind, what, [other IN found WHERE other[0] IN one[1] AND one[0] IN other[1] | other[0]] AS circle
UNWIND circle AS team
WITH kind, what, circle, team
ORDER BY team.team_id
// Each team of a circle has found it.
WITH kind, what, circle, collect(DISTINCT team) AS teams
WITH DISTINCT kind, what, teams
CALL (teams) {
  UNWIND teams AS team
  MATCH (team)-[:SERVES]->(unit:Unit)
  RETURN collect(DISTINCT unit.unit_id) AS units, max(coalesce(unit.buildings, 0)) AS buildings,
         any(known IN collect(unit.scoped OR unit.level = 'state') WHERE known) AS inside
}
WITH *
WHERE inside
RETURN kind, teams[0].team_id AS circle, what, size(teams) AS teams, [team IN teams | team.name][..5] AS names,
       CASE WHEN size(teams) > 5 THEN size(teams) - 5 END AS more,
       [team IN teams | team.team_id] + units AS ids, buildings;
