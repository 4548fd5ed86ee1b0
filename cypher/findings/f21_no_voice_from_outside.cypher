// id: f21_no_voice_from_outside
// rule: F-21
// title: No word from families, the community or partners
// question: In which districts does nothing on record come from families, the community or partners?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, barriers]
// advice: >-
//   Ask families, the community and partners what helps and what hinders, and note it as coming from them. The district's
//   team decides how.
// source: "default: among 5 entries of the period; facilitators and barriers within and outside are summarized (Active
//   Implementation Hub, leadership and implementation teams)"
// params:
//   log_min: {type: whole, default: 5, from: profile.log_min, help: "with fewer entries in the period nothing is said"}
//   window_days: {type: whole, default: 180, from: profile.window_days, help: "days that count as the period"}
//   window_days_before: {type: date, from: profile.window_days_before, help: "a date before this one is longer ago, counted in days in session; blank counts calendar days"}
// columns:
//   - {name: unit_id, type: text, key: true, subject: Unit}
//   - {name: unit, type: text}
//   - {name: entries, type: whole, help: "barriers and facilitators of the period whose source is known"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (u:Unit {level: 'district', scoped: true})
//     WHERE EXISTS { (u)<-[:PART_OF*0..2]-(:Unit)<-[:SERVES]-(:Team)<-[:RAISED_BY]-(:Barrier) }
//     RETURN count(u) AS population
//   of: districts in which anything was raised
// sentence: >-
//   {unit}: among {entries:barrier or success|barriers and successes} of the period, word from families, the community or
//   partners is not on record.
//
// :params {as_of: COLLECT { MATCH (l:Load {status: 'published'}) RETURN l.as_of ORDER BY l.as_of DESC, l.sequence DESC LIMIT 1 }[0], log_min: 5, window_days: 180, window_days_before: null}
MATCH (entry:Barrier)-[:RAISED_BY]->(:Team {status: 'active'})-[:SERVES]->(unit:Unit {scoped: true})
WHERE entry.source IS NOT NULL
  AND coalesce($window_days_before, $as_of - duration({days: $window_days})) <= entry.raised_on <= $as_of
MATCH (unit)-[:PART_OF*0..2]->(district)
WHERE district.level = 'district' AND district.scoped
WITH district, count(DISTINCT entry) AS entries, count(CASE WHEN entry.source <> 'inside' THEN entry END) AS outside
WHERE entries >= $log_min AND outside = 0

// A recorded link with a team from outside is a way too.
MATCH (district:Unit)
WHERE NOT EXISTS {
  MATCH (district)<-[:PART_OF*0..2]-(:Unit)<-[:SERVES]-(:Team {status: 'active'})-[:SUPPORTS|REPORTS_TO]-(:Team)-[:SERVES]->(:Unit {level: 'external'})
}
RETURN district.unit_id AS unit_id, district.name AS unit, entries, [district.unit_id] AS ids,
       coalesce(district.buildings, 0) AS buildings;
