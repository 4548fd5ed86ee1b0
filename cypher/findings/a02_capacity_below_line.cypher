// id: a02_capacity_below_line
// rule: A-02
// title: Capacity of a district below the suggested line
// question: Which districts came out below the suggested line in their last capacity assessment?
// kind: finding
// severity: medium
// needs: [links]
// sheets: [units, teams, assessments]
// advice: >-
//   Write an action plan for the parts below the line, one part first. The district implementation team decides; the team
//   that supports it helps.
// source: "80 percent of the points is the suggested line (SISEP, on the district capacity assessment)"
// params:
//   district_instruments: {type: texts, default: [DCA], help: "codes of the instruments by which districts are assessed"}
//   capacity_share: {type: share, default: 0.8, from: profile.capacity_share, help: "share of the points below which an action plan is due"}
//   district_team: {type: text, default: DIT, from: profile.district_team, help: "type of a district's implementation team"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: instrument, type: text, key: true, help: "code of the instrument"}
//   - {name: unit, type: text}
//   - {name: upper, type: text, help: "the unit whose team supports the district"}
//   - {name: last, type: date, help: "day of the last assessment on record"}
//   - {name: total, type: share, help: "share of all points; blank if not on record or not below the line"}
//   - {name: parts, type: texts, help: "codes of the parts below the line"}
//   - {name: lowest, type: share, help: "share of the points of the lowest part below the line"}
//   - {name: line, type: share, help: "the suggested line"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true})
//     WHERE EXISTS { MATCH (u)<-[:OF]-(a:Assessment) WHERE a.instrument IN $district_instruments }
//     RETURN count(u) AS population
//   of: districts that have been assessed
// sentence: >-
//   [{upper}: ]in the assessment {instrument} of {last}, {unit} came out below {line:%}[; {total:%} in all][; {lowest:%}
//   at the lowest, among {parts}].
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], district_instruments: ['DCA'], capacity_share: 0.8, district_team: 'DIT'}

// Of each part, and of the whole, the latest assessment counts.
MATCH (assessment:Assessment)-[:OF]->(place:Unit|Team)
WHERE assessment.instrument IN $district_instruments AND assessment.held_on <= $as_of
  AND assessment.score IS NOT NULL AND assessment.out_of > 0
OPTIONAL MATCH (place)-[:SERVES]->(served:Unit)
WITH assessment, coalesce(served, place) AS unit
WHERE unit:Unit AND unit.scoped AND unit.level = 'district'
  AND EXISTS {
    MATCH (unit)<-[:SERVES]-(team:Team {status: 'active'})
    WHERE $district_team IN team.type
  }
WITH unit, assessment.instrument AS instrument, assessment.subscale AS part, assessment.held_on AS held,
     round(toFloat(assessment.score) / assessment.out_of, 4) AS share
ORDER BY held DESC, share
WITH unit, instrument, part, head(collect(held)) AS held, head(collect(share)) AS share
WITH unit, instrument, max(held) AS last, collect([part, held, share]) AS found
// A part that the last assessment did not ask about tells nothing of today.
WITH unit, instrument, last, [one IN found WHERE one[1] = last AND one[2] < $capacity_share] AS low
WHERE size(low) > 0
WITH unit, instrument, last, [one IN low WHERE one[0] IS NULL | one[2]][0] AS total,
     COLLECT { UNWIND low AS one WITH one WHERE one[0] IS NOT NULL RETURN one ORDER BY one[0] } AS low
RETURN unit.unit_id AS unit_id, instrument, unit.name AS unit,
       COLLECT {
         MATCH (unit)<-[:OF]-(:Link {group: 'support'})-[:OWED_BY]->(upper:Unit)
         RETURN upper.name ORDER BY upper.unit_id LIMIT 1
       }[0] AS upper,
       last, total, [one IN low | one[0]] AS parts,
       reduce(least = low[0][2], one IN low | CASE WHEN one[2] < least THEN one[2] ELSE least END) AS lowest,
       $capacity_share AS line, [unit.unit_id] AS ids, coalesce(unit.buildings, 0) AS buildings;
