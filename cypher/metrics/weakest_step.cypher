// id: weakest_step
// rule: N-13
// title: The weakest step of the line
// question: At which step between the state office and the building do the fewest links hold?
// kind: metric
// needs: [link_state]
// sheets: [units, teams]
// source: "Congruence: required links that are alive (Cataldo et al. 2006), by kind of pair, never pooled"
// columns:
//   - {name: kind, type: text, key: true}
//   - {name: step, type: text}
//   - {name: pairs, type: whole, help: "required pairs without those that are starting"}
//   - {name: holds, type: whole, help: "agreed in writing, both ways, on time"}
//   - {name: starting, type: whole}
//   - {name: cant_tell, type: whole}
//   - {name: share, type: share, help: "blank where half or more can't be told"}
//   - {name: weakest, type: flag}
// sentence: >-
//   {step}: {holds} of {pairs:link|links} {holds:=holds|hold}.
MATCH (link:Link {group: 'support'})
WITH link.kind AS kind, count(link) AS total, count(CASE WHEN link.family = 'holds' THEN link END) AS holds,
     count(CASE WHEN link.family = 'starting' THEN link END) AS starting,
     count(CASE WHEN link.family = 'cant_tell' THEN link END) AS cant_tell
WITH kind, total - starting AS pairs, holds, starting, cant_tell,
     CASE WHEN total > starting AND 2 * cant_tell < total - starting THEN toFloat(holds) / (total - starting) END AS share
WITH collect({kind: kind, pairs: pairs, holds: holds, starting: starting, cant_tell: cant_tell, share: share}) AS steps,
     min(share) AS lowest
UNWIND steps AS each
RETURN each['kind'] AS kind,
       CASE each['kind']
         WHEN 'SIT-RIT' THEN 'State to region'
         WHEN 'RIT-DIT' THEN 'Region to district'
         WHEN 'SIT-DIT' THEN 'State to district'
         WHEN 'DIT-BIT' THEN 'District to building'
         ELSE each['kind']
       END AS step,
       each['pairs'] AS pairs, each['holds'] AS holds, each['starting'] AS starting, each['cant_tell'] AS cant_tell,
       each['share'] AS share, coalesce(each['share'] = lowest, false) AS weakest
ORDER BY share IS NULL, share, kind;
