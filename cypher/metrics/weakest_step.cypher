// id: weakest_step
// rule: N-13
// title: The weakest step of the line
// question: At which step between the state office and the building do the fewest links work?
// kind: metric
// needs: [link_state]
// sheets: [units, teams]
// source: "Congruence: required links that are alive (Cataldo et al. 2006), by kind of pair, never pooled"
// params:
//   support_kinds: {type: texts, default: [SIT-RIT, RIT-DIT, DIT-BIT, SIT-DIT], from: profile.support_kinds, help: "kinds of support pairs"}
//   support_steps: {type: texts, default: [State to region, Region to district, District to building, State to district], from: profile.support_steps, help: "the same in words, in the same order"}
// columns:
//   - {name: kind, type: text, key: true, help: "its two teams: S state, R region, D district, B building; IT implementation, MT leadership"}
//   - {name: step, type: text, help: "the two levels that the links join"}
//   - {name: pairs, type: whole, help: "required pairs without those that are starting"}
//   - {name: holds, type: whole, help: "agreed in writing, both ways, on time"}
//   - {name: starting, type: whole, help: "pairs of which a team is still forming; not among the pairs"}
//   - {name: besides, type: whole, help: "the same; blank for none"}
//   - {name: cant_tell, type: whole, help: "pairs for which contact records are missing"}
//   - {name: share, type: share, help: "blank if half or more are unknown"}
//   - {name: weakest, type: flag, help: "whether the smallest share of links holds here"}
// sentence: >-
//   {step}: {holds} of {pairs:link|links} {holds:=holds|hold}[, not counting {besides} that {besides:=is|are} starting].
//
// :params {support_kinds: ['SIT-RIT', 'RIT-DIT', 'DIT-BIT', 'SIT-DIT'], support_steps: ['State to region', 'Region to district', 'District to building', 'State to district']}
MATCH (link:Link {group: 'support'})
WITH link.kind AS kind, count(link) AS total, count(CASE WHEN link.family = 'holds' THEN link END) AS holds,
     count(CASE WHEN link.family = 'starting' THEN link END) AS starting,
     count(CASE WHEN link.family = 'cant_tell' THEN link END) AS cant_tell
WITH kind, total - starting AS pairs, holds, starting, cant_tell,
     CASE WHEN total > starting AND 2 * cant_tell < total - starting THEN toFloat(holds) / (total - starting) END AS share
WITH collect([kind, pairs, holds, starting, cant_tell, share]) AS steps, min(share) AS lowest
UNWIND steps AS each
WITH each[0] AS kind, each[1] AS pairs, each[2] AS holds, each[3] AS starting, each[4] AS cant_tell, each[5] AS share, lowest
RETURN kind,
       coalesce([at IN range(0, size($support_kinds) - 1) WHERE $support_kinds[at] = kind | $support_steps[at]][0], kind) AS step,
       pairs, holds, starting, CASE WHEN starting > 0 THEN starting END AS besides, cant_tell, share,
       coalesce(share = lowest, false) AS weakest
ORDER BY share IS NULL, share, kind;
