// id: s10_several_supporters
// rule: S-10
// title: Several teams recorded as support of one team
// question: Which teams have more than one supporting team of the same type?
// kind: finding
// severity: medium
// needs: [scope]
// sheets: [units, teams, team_links]
// advice: >-
//   Agree which of them is accountable for this support, and correct the record of the other. The supporting teams decide;
//   the level above them where they do not agree.
// source: "Each team is supported by the team at the level above it (Active Implementation Hub, Module 3, Topic 1); supporters
//   with innovations of their own are left out (default)"
// params:
//   implementation_teams: {type: texts, default: [SIT, RIT, DIT, BIT], from: profile.implementation_teams, help: "types of the implementation teams of the line"}
// columns:
//   - {name: supporters, type: text, key: true, help: "ids of the supporting teams"}
//   - {name: names, type: texts, help: "the supporting teams"}
//   - {name: teams, type: whole, help: "teams that all of them are recorded to support"}
//   - {name: units, type: texts, help: "up to three units of these teams"}
//   - {name: more, type: whole, help: "how many more units; blank for none"}
//   - {name: follows, type: texts, help: "what it follows from, if another finding reports it"}
//   - {name: ids, type: texts}
//   - {name: buildings, type: whole}
// population:
//   count: >-
//     MATCH (t:Team {status: 'active'})<-[:SUPPORTS]-(:Team {status: 'active'}) RETURN count(DISTINCT t) AS population
//   of: teams with support on record
// sentence: >-
//   {names} are each on record as supporting the implementation {teams:=team|teams} of {units}[ and {more} more]; which
//   one is accountable is open.
//
// :params {implementation_teams: ['SIT', 'RIT', 'DIT', 'BIT']}

MATCH (lower:Team {status: 'active'})<-[:SUPPORTS]-(upper:Team {status: 'active'})
WITH DISTINCT lower, upper
WITH lower, count(upper) AS supporters
WHERE supporters > 1
MATCH (lower)<-[:SUPPORTS]-(upper:Team {status: 'active'})
WITH DISTINCT lower, upper
UNWIND upper.type AS type
WITH lower, upper, type
WHERE type IN $implementation_teams
MATCH (lower)-[:SERVES]->(below:Unit {scoped: true})
WITH DISTINCT lower, below, type, upper,
     NOT EXISTS { MATCH (upper)-[:SERVES]->(:Unit)<-[:PART_OF*0..6]-(below) } AS outside,
     COLLECT { MATCH (upper)-[:USES]->(innovation:Innovation) RETURN DISTINCT innovation.innovation_id } AS own
ORDER BY upper.team_id
WITH lower, below, type, collect(upper) AS uppers, collect(own) AS owned,
     collect(CASE WHEN outside THEN 'outside:' + upper.team_id + ':' + lower.team_id END) AS strangers
WHERE size(uppers) > 1
WITH lower, below, uppers, strangers, owned, reduce(all = [], own IN owned | all + own) AS used
// Each may be accountable for its own innovation.
WHERE any(own IN owned WHERE size(own) = 0)
   OR size(used) > size(COLLECT { UNWIND used AS one RETURN DISTINCT one })
WITH DISTINCT lower, below, uppers, CASE WHEN size(uppers) - size(strangers) <= 1 THEN strangers ELSE [] END AS strangers
ORDER BY below.unit_id, lower.team_id
WITH uppers, collect(DISTINCT lower.team_id) AS lowers, collect(DISTINCT below) AS belows, collect(strangers) AS causes
RETURN reduce(all = uppers[0].team_id, upper IN uppers[1..] | all + '+' + upper.team_id) AS supporters,
       [upper IN uppers | upper.name] AS names, size(lowers) AS teams, [below IN belows | below.name][..3] AS units,
       CASE WHEN size(belows) > 3 THEN size(belows) - 3 END AS more,
       CASE WHEN any(some IN causes WHERE size(some) = 0) THEN [] ELSE reduce(all = [], some IN causes | all + some) END
         AS follows,
       [upper IN uppers | upper.team_id] + lowers + [below IN belows | below.unit_id] AS ids,
       reduce(all = 0, below IN belows | all + coalesce(below.buildings, 0)) AS buildings;
