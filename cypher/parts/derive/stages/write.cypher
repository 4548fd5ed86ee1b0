// Writes how contact of teams mixes stages, new and changed, with the innovation that it is about.
UNWIND range(0, size($mix_id) - 1) AS i
MERGE (mix:StageMix {mix_id: $mix_id[i]})
SET mix.level = $level[i], mix.teams = $teams[i], mix.ties = $ties[i], mix.same = $same[i],
    mix.expected = $expected[i], mix.low = $low[i], mix.high = $high[i], mix.p = $p[i], mix.stages = $stages[i],
    mix.method = $method[i], mix.version = $version[i], mix.load = $load
WITH mix, i
MATCH (innovation:Innovation {innovation_id: $innovation_id[i]})
MERGE (mix)-[:OF]->(innovation);
