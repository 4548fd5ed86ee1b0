// id: sheets_held
// title: What the graph holds
// question: How many facts of each sheet does the graph hold, from all loads together?
// kind: view
// columns:
//   - {name: sheet, type: text, key: true}
//   - {name: held, type: whole, help: 'Including facts that have ended, and records known only by their id'}
//
UNWIND [
  ['units', COUNT { (:Unit|FormerUnit) }],
  ['people', COUNT { (:Person|FormerPerson) }],
  ['teams', COUNT { (:Team|FormerTeam) }],
  ['roles', COUNT { (:Role|FormerRole) }],
  ['assignments', COUNT { ()-[:HOLDS|FORMERLY_HOLDS|UPCOMING_HOLDS]->() }],
  ['team_links', COUNT { ()-[:SUPPORTS|FORMERLY_SUPPORTS|UPCOMING_SUPPORTS]->() }
    + COUNT { ()-[:REPORTS_TO|FORMERLY_REPORTS_TO|UPCOMING_REPORTS_TO]->() }],
  ['link_checks', COUNT { (:LinkCheck) }],
  ['collected', COUNT { (:Collection) }],
  ['joint_work', COUNT { ()-[:JOINT_WORK|FORMERLY_JOINT_WORK|UPCOMING_JOINT_WORK]->() }],
  ['protocols', COUNT { (:Protocol|FormerProtocol) }],
  ['contacts', COUNT { ()-[:COMMUNICATES_WITH]->() }],
  ['barriers', COUNT { (:Barrier) }],
  ['escalations', COUNT { ()-[:HANDLED_BY]->() }],
  ['authority', COUNT { ()-[:DECIDES|FORMERLY_DECIDES|UPCOMING_DECIDES]->() }],
  ['team_skills', COUNT { ()-[:HAS_SKILL|FORMERLY_HAS_SKILL|UPCOMING_HAS_SKILL]->() }],
  ['drivers', COUNT { ()-[:DRIVES|FORMERLY_DRIVES|UPCOMING_DRIVES]->() }],
  ['changes', COUNT { (:Change) }],
  ['innovations', COUNT { (:Innovation|FormerInnovation) }],
  ['team_innovations', COUNT { ()-[:USES|FORMERLY_USES|UPCOMING_USES]->() }],
  ['cycles', COUNT { (:Cycle) }],
  ['meetings', COUNT { (:Meeting) }],
  ['aliases', COUNT { (:Alias) }],
  ['assessments', COUNT { (:Assessment) }]
] AS pair
RETURN pair[0] AS sheet, pair[1] AS held;
