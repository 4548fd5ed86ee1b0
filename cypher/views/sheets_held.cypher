// id: sheets_held
// title: What the graph holds
// question: How many facts of each sheet does the graph hold, from all loads together?
// kind: view
// columns:
//   - {name: sheet, type: text, key: true}
//   - {name: held, type: whole, help: 'Including facts that have ended, and records known only by their id'}
//
UNWIND [
  ['units', COUNT { (:Unit) }],
  ['people', COUNT { (:Person) }],
  ['teams', COUNT { (:Team) }],
  ['roles', COUNT { (:Role) }],
  ['assignments', COUNT { ()-[:HOLDS]->() }],
  ['team_links', COUNT { ()-[:SUPPORTS]->() } + COUNT { ()-[:REPORTS_TO]->() }],
  ['link_checks', COUNT { (:LinkCheck) }],
  ['collected', COUNT { (:Collection) }],
  ['joint_work', COUNT { ()-[:JOINT_WORK]->() }],
  ['protocols', COUNT { (:Protocol) }],
  ['contacts', COUNT { ()-[:COMMUNICATES_WITH]->() }],
  ['barriers', COUNT { (:Barrier) }],
  ['escalations', COUNT { ()-[:HANDLED_BY]->() }],
  ['authority', COUNT { ()-[:DECIDES]->() }],
  ['team_skills', COUNT { ()-[:HAS_SKILL]->() }],
  ['drivers', COUNT { ()-[:DRIVES]->() }],
  ['changes', COUNT { (:Change) }],
  ['innovations', COUNT { (:Innovation) }],
  ['team_innovations', COUNT { ()-[:USES]->() }],
  ['cycles', COUNT { (:Cycle) }],
  ['meetings', COUNT { (:Meeting) }],
  ['assessments', COUNT { (:Assessment) }]
] AS pair
RETURN pair[0] AS sheet, pair[1] AS held;
