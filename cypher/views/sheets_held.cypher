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
  ['assignments', COUNT { ()-[:HOLDS]->() },
    COUNT { ()-[:FORMERLY_HOLDS]->() }, COUNT { ()-[:UPCOMING_HOLDS]->() }],
  ['team_links', COUNT { ()-[:SUPPORTS]->() } + COUNT { ()-[:REPORTS_TO]->() },
    COUNT { ()-[:FORMERLY_SUPPORTS]->() } + COUNT { ()-[:FORMERLY_REPORTS_TO]->() },
    COUNT { ()-[:UPCOMING_SUPPORTS]->() } + COUNT { ()-[:UPCOMING_REPORTS_TO]->() }],
  ['link_checks', COUNT { (:LinkCheck) }, 0, 0],
  ['collected', COUNT { (:Collection) }, 0, 0],
  ['joint_work', COUNT { ()-[:JOINT_WORK]->() },
    COUNT { ()-[:FORMERLY_JOINT_WORK]->() }, COUNT { ()-[:UPCOMING_JOINT_WORK]->() }],
  ['protocols', COUNT { (:Protocol) }, COUNT { (:FormerProtocol) }, 0],
  ['contacts', COUNT { ()-[:COMMUNICATES_WITH]->() }, 0, 0],
  ['barriers', COUNT { (:Barrier) }, 0, 0],
  ['escalations', COUNT { ()-[:HANDLED_BY]->() }, 0, 0]
] AS found
WITH found + [
  ['authority', COUNT { ()-[:DECIDES]->() },
    COUNT { ()-[:FORMERLY_DECIDES]->() }, COUNT { ()-[:UPCOMING_DECIDES]->() }],
  ['team_skills', COUNT { ()-[:HAS_SKILL]->() },
    COUNT { ()-[:FORMERLY_HAS_SKILL]->() }, COUNT { ()-[:UPCOMING_HAS_SKILL]->() }],
  ['drivers', COUNT { ()-[:DRIVES]->() },
    COUNT { ()-[:FORMERLY_DRIVES]->() }, COUNT { ()-[:UPCOMING_DRIVES]->() }],
  ['changes', COUNT { (:Change) }, 0, 0],
  ['innovations', COUNT { (:Innovation) }, COUNT { (:FormerInnovation) }, 0],
  ['team_innovations', COUNT { ()-[:USES]->() },
    COUNT { ()-[:FORMERLY_USES]->() }, COUNT { ()-[:UPCOMING_USES]->() }],
  ['cycles', COUNT { (:Cycle) }, 0, 0],
  ['meetings', COUNT { (:Meeting) }, 0, 0],
  ['assessments', COUNT { (:Assessment) }, 0, 0]
] AS found
UNWIND found AS each
RETURN each[0] AS sheet, each[1] AS held, each[2] AS ended, each[3] AS upcoming;
