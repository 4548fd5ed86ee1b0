// id: weakest_step
// rule: N-13
// title: The weakest step of the line
// question: At which step between the state office and the building does the line lose most buildings?
// kind: metric
// needs: [lines]
// sheets: [units, teams]
// source: "Congruence: required links that are alive (Cataldo et al. 2006), by kind of pair, never pooled"
// params:
//   unit: {type: text, default: null, of: Unit, help: "only links at or below this unit; none means the state"}
//   support_kinds: {type: texts, default: [SIT-RIT, RIT-DIT, DIT-BIT, SIT-DIT], from: profile.support_kinds, help: "kinds of support pairs"}
//   support_steps: {type: texts, default: [State to region, Region to district, District to building, State to district], from: profile.support_steps, help: "the same in words, in the same order"}
// columns:
//   - {name: kind, type: text, key: true, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: step, type: text, help: "the two levels that the links join"}
//   - {name: pairs, type: whole, over_time: true, help: "required pairs without those that are starting"}
//   - {name: holds, type: whole, over_time: true, help: "agreed in writing, both ways, on time"}
//   - {name: starting, type: whole, over_time: true, help: "pairs of which a team is still forming; not among the pairs"}
//   - {name: besides, type: whole, help: "the same; blank for none"}
//   - {name: cant_tell, type: whole, help: "pairs for which contact records are missing"}
//   - {name: share, type: share, over_time: true, help: "blank if half or more are unknown"}
//   - {name: lost, type: whole, over_time: true, help: "buildings cut off here, by the first gap from the state down"}
//   - {name: weakest, type: flag, help: "whether most buildings are lost here; where none is lost, whether the smallest share of links holds"}
// sentence: >-
//   {step}: {lost:building is|buildings are} cut off here; {holds} of {pairs:link|links} {holds:=holds|hold}[, not
//   counting {besides} that {besides:=is|are} starting].
//
// :params {unit: null, support_kinds: ['SIT-RIT', 'RIT-DIT', 'DIT-BIT', 'SIT-DIT'], support_steps: ['State to region', 'Region to district', 'District to building', 'State to district']}
MATCH (link:Link {group: 'support'})-[:OF]->(lower:Unit)
WHERE $unit IS NULL OR EXISTS { (lower)-[:PART_OF*0..4]->(:Unit {unit_id: $unit}) }
WITH link.kind AS kind, count(link) AS total, sum(coalesce(link.cuts_off, 0)) AS lost,
     count(CASE WHEN link.family = 'holds' THEN link END) AS holds,
     count(CASE WHEN link.family = 'starting' THEN link END) AS starting,
     count(CASE WHEN link.family = 'cant_tell' THEN link END) AS cant_tell
WITH kind, lost, total - starting AS pairs, holds, starting, cant_tell,
     CASE WHEN total > starting AND 2 * cant_tell < total - starting THEN toFloat(holds) / (total - starting) END AS share
WITH collect([kind, pairs, holds, starting, cant_tell, share, lost]) AS steps, min(share) AS lowest, max(lost) AS most
UNWIND steps AS each
WITH each[0] AS kind, each[1] AS pairs, each[2] AS holds, each[3] AS starting, each[4] AS cant_tell, each[5] AS share, each[6] AS lost,
     lowest, most
RETURN kind,
       coalesce([at IN range(0, size($support_kinds) - 1) WHERE $support_kinds[at] = kind | $support_steps[at]][0], kind) AS step,
       pairs, holds, starting, CASE WHEN starting > 0 THEN starting END AS besides, cant_tell, share,
       lost, CASE WHEN most > 0 THEN lost = most ELSE coalesce(share = lowest, false) END AS weakest
ORDER BY lost DESC, share IS NULL, share, kind;
