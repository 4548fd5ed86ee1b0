// id: stuck_barriers
// title: Barriers that wait
// question: Which barriers wait, since when, with whom, and who may decide?
// kind: view
// needs: [scope, barriers]
// sheets: [units, teams, barriers, escalations]
// params:
//   unit: {type: text, default: null, of: Unit, help: Id of the unit at or below which they were raised or wait; none means the state}
//   most: {type: whole, default: 200, help: At most so many rows}
//   answer_days: {type: whole, default: 30, from: profile.answer_days, help: Days within which a barrier is answered where nothing else was agreed}
//   levels: {type: texts, default: [state, region, district, school], from: profile.levels, help: 'Codes of the levels, from the top down'}
// columns:
//   - {name: barrier_id, type: text, key: true, subject: Barrier}
//   - {name: theme, type: text}
//   - {name: category, type: text}
//   - {name: level_needed, type: text, help: Level that can decide}
//   - {name: raised_on, type: date}
//   - {name: raised_by, type: text, subject: Team, help: Id of the team that raised it}
//   - {name: home_id, type: text, subject: Unit, help: Id of its unit}
//   - {name: home, type: text, help: Name of its unit}
//   - {name: state, type: text, help: 'raised (no team received it), waiting (a team has it) or passed_on (no team received it since)'}
//   - {name: team_id, type: text, subject: Team, help: Id of the team that has it or had it last}
//   - {name: team, type: text}
//   - {name: unit_id, type: text, subject: Unit, help: Id of that team's unit}
//   - {name: at_unit, type: text, help: Name of that team's unit}
//   - {name: since, type: date, help: Day from which it has been so}
//   - {name: days, type: whole, help: Days in session since then}
//   - {name: due, type: whole, help: Days within which it was to be answered or passed on}
//   - {name: overdue, type: flag}
//   - {name: below, type: flag, help: Whether that team is below the level that can decide}
//   - {name: decider_id, type: text, subject: Team, help: 'Id of the nearest team up the line that may decide on its category; blank if none is on record'}
//   - {name: decider, type: text, help: Name of that team}
//
// :params {unit: null, most: 200, answer_days: 30, levels: ['state', 'region', 'district', 'school']}
MATCH (barrier:Barrier)-[:RAISED_BY]->(raiser:Team {status: 'active'})-[:SERVES]->(home:Unit)
WHERE barrier.state IN ['raised', 'waiting', 'passed_on'] AND coalesce(barrier.kind, 'barrier') = 'barrier'
  AND (home.scoped OR home.level = 'state')
MATCH (team:Team {team_id: barrier.at_team})-[:SERVES]->(unit:Unit)
WHERE $unit IS NULL OR EXISTS { (home)-[:PART_OF*0..4]->(:Unit {unit_id: $unit}) }
  OR EXISTS { (unit)-[:PART_OF*0..4]->(:Unit {unit_id: $unit}) }
WITH barrier, raiser, team, min(home) AS home, min(unit) AS unit
WITH barrier, raiser, home, team, unit, coalesce(barrier.due_days, $answer_days) AS due,
     coalesce([at IN range(0, size($levels) - 1) WHERE $levels[at] = unit.level][0]
       > [at IN range(0, size($levels) - 1) WHERE $levels[at] = barrier.level_needed][0], false) AS below
ORDER BY barrier.days - due DESC, barrier.barrier_id
LIMIT $most
WITH barrier, raiser, home, team, unit, due, below, COLLECT {
  MATCH way = (home)-[:PART_OF*0..4]->(:Unit)<-[:SERVES]-(decider:Team {status: 'active'})-[:DECIDES]->(:Category {category: barrier.category})
  RETURN decider ORDER BY length(way), decider.team_id LIMIT 1
}[0] AS decider
RETURN barrier.barrier_id AS barrier_id, barrier.theme AS theme, barrier.category AS category,
       barrier.level_needed AS level_needed, barrier.raised_on AS raised_on, raiser.team_id AS raised_by,
       home.unit_id AS home_id, home.name AS home, barrier.state AS state, team.team_id AS team_id, team.name AS team,
       unit.unit_id AS unit_id, unit.name AS at_unit, barrier.since AS since, barrier.days AS days, due,
       barrier.days > due AS overdue, below, decider.team_id AS decider_id, decider.name AS decider
ORDER BY days - due DESC, barrier_id;
