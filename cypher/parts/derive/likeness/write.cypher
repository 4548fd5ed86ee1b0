// Writes how alike communities and formal groups are, new and changed.
UNWIND range(0, size($level) - 1) AS i
MERGE (fit:Likeness {level: $level[i]})
SET fit.groups = $groups[i], fit.people = $people[i], fit.ari = $ari[i], fit.low = $low[i], fit.high = $high[i],
    fit.nmi = $nmi[i], fit.communities = $communities[i], fit.modularity = $modularity[i],
    fit.stability = $stability[i], fit.seeds = $seeds[i], fit.covered = $covered[i], fit.method = $method[i],
    fit.version = $version[i], fit.load = $load;
