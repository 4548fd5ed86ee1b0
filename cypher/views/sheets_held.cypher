// id: sheets_held
// title: What the graph holds
// question: How many facts of each sheet does the graph hold, from all loads together, and how many of them hold today?
// kind: view
// columns:
//   - {name: sheet, type: text, key: true}
//   - {name: held, type: whole, help: 'That hold at the date of the graph, and events; records known only by their id included'}
//   - {name: ended, type: whole, help: 'That have ended'}
//   - {name: upcoming, type: whole, help: 'That have not begun'}
//
WITH [
  ['units', COUNT { (:Unit) }, COUNT { (:FormerUnit) }, 0],
  ['people', COUNT { (:Person) }, COUNT { (:FormerPerson) }, 0],
  ['teams', COUNT { (:Team) }, COUNT { (:FormerTeam) }, 0],
  ['roles', COUNT { (:Role) }, COUNT { (:FormerRole) }, 0],
  ['assignments', COUNT { MATCH ()-[:HOLDS]->() },
    COUNT { MATCH ()-[:FORMERLY_HOLDS]->() }, COUNT { MATCH ()-[:UPCOMING_HOLDS]->() }],
  ['team_links', COUNT { MATCH ()-[:SUPPORTS]->() } + COUNT { MATCH ()-[:REPORTS_TO]->() },
    COUNT { MATCH ()-[:FORMERLY_SUPPORTS]->() } + COUNT { MATCH ()-[:FORMERLY_REPORTS_TO]->() },
    COUNT { MATCH ()-[:UPCOMING_SUPPORTS]->() } + COUNT { MATCH ()-[:UPCOMING_REPORTS_TO]->() }],
  ['link_checks', COUNT { (:LinkCheck) }, 0, 0],
  ['collected', COUNT { (:Collection) }, 0, 0],
  ['joint_work', COUNT { MATCH ()-[:JOINT_WORK]->() },
    COUNT { MATCH ()-[:FORMERLY_JOINT_WORK]->() }, COUNT { MATCH ()-[:UPCOMING_JOINT_WORK]->() }],
  ['protocols', COUNT { (:Protocol) }, COUNT { (:FormerProtocol) }, 0],
  ['contacts', COUNT { MATCH ()-[:COMMUNICATES_WITH]->() }, 0, 0],
  ['barriers', COUNT { (:Barrier) }, 0, 0],
  ['escalations', COUNT { MATCH ()-[:HANDLED_BY]->() }, 0, 0]
] AS found
WITH found + [
  ['authority', COUNT { MATCH ()-[:DECIDES]->() },
    COUNT { MATCH ()-[:FORMERLY_DECIDES]->() }, COUNT { MATCH ()-[:UPCOMING_DECIDES]->() }],
  ['team_skills', COUNT { MATCH ()-[:HAS_SKILL]->() },
    COUNT { MATCH ()-[:FORMERLY_HAS_SKILL]->() }, COUNT { MATCH ()-[:UPCOMING_HAS_SKILL]->() }],
  ['drivers', COUNT { MATCH ()-[:DRIVES]->() },
    COUNT { MATCH ()-[:FORMERLY_DRIVES]->() }, COUNT { MATCH ()-[:UPCOMING_DRIVES]->() }],
  ['changes', COUNT { (:Change) }, 0, 0],
  ['innovations', COUNT { (:Innovation) }, COUNT { (:FormerInnovation) }, 0],
  ['team_innovations', COUNT { MATCH ()-[:USES]->() },
    COUNT { MATCH ()-[:FORMERLY_USES]->() }, COUNT { MATCH ()-[:UPCOMING_USES]->() }],
  ['cycles', COUNT { (:Cycle) }, 0, 0],
  ['meetings', COUNT { (:Meeting) }, 0, 0],
  ['aliases', COUNT { (:Alias) }, 0, 0],
  ['assessments', COUNT { (:Assessment) }, 0, 0]
] AS found
UNWIND found AS each
RETURN each[0] AS sheet, each[1] AS held, each[2] AS ended, each[3] AS upcoming;
