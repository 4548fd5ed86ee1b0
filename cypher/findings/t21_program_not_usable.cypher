// id: t21_program_not_usable
// rule: T-21
// title: Program not yet defined well enough to be used
// question: Which programs that teams put into practice are not yet defined well enough?
// kind: finding
// severity: high
// needs: [scope]
// sheets: [units, teams, innovations, team_innovations]
// advice: >-
//   Complete what is missing in a few places first, before further teams begin. The leadership of the state decides, with the
//   program's developer.
// source: "Criteria of a usable innovation: described, essential functions, operational definitions, performance assessment
//   (Fixsen et al. 2013)"
// columns:
//   - {name: innovation_id, type: text, key: true, subject: Innovation}
//   - {name: program, type: text}
//   - {name: missing, type: texts, help: "criteria that are recorded as not met"}
//   - {name: teams, type: whole, help: "teams that have begun to put it into practice"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (i:Innovation)
//     WHERE coalesce(i.described, i.functions_defined, i.operational, i.fidelity_measured) IS NOT NULL
//     RETURN count(i) AS population
//   of: programs of which it is known whether they are defined
// sentence: >-
//   {teams:team has|teams have} begun to put the program {program} into practice; still to be completed: {missing}.
MATCH (innovation:Innovation)
WHERE innovation.described = false OR innovation.functions_defined = false OR innovation.operational = false
   OR innovation.fidelity_measured = false
MATCH (innovation)<-[uses:USES]-(team:Team {status: 'active'})-[:SERVES]->(unit:Unit)
WHERE uses.stage IN ['installation', 'initial', 'full'] AND (unit.scoped OR unit.level = 'state')
WITH innovation, count(DISTINCT team) AS teams, collect(DISTINCT unit) AS units
RETURN innovation.innovation_id AS innovation_id, innovation.name AS program,
       [each IN [
         [innovation.described, 'the description'],
         [innovation.functions_defined, 'the essential functions'],
         [innovation.operational, 'what people do and say'],
         [innovation.fidelity_measured, 'the measure of fidelity']
       ] WHERE NOT each[0] | each[1]] AS missing, teams, [innovation.innovation_id] AS ids,
       // Buildings of their own are counted; where only teams above work on it, the largest of their areas.
       CASE
         WHEN any(unit IN units WHERE unit.level = 'school') THEN size([unit IN units WHERE unit.level = 'school'])
         ELSE reduce(most = 0, unit IN units | CASE WHEN coalesce(unit.buildings, 0) > most THEN unit.buildings ELSE most END)
       END AS buildings;
