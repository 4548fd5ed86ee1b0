// Writes the figures of groups, new and changed.
UNWIND range(0, size($silo_id) - 1) AS i
MERGE (silo:Silo {silo_id: $silo_id[i]})
SET silo.level = $level[i], silo.people = $people[i], silo.peers = $peers[i], silo.ties = $ties[i],
    silo.inside = $inside[i], silo.outside = $outside[i], silo.observed = $observed[i], silo.expected = $expected[i],
    silo.low = $low[i], silo.high = $high[i], silo.p = $p[i], silo.q = $q[i], silo.usual = $usual[i],
    silo.usual_p = $usual_p[i], silo.usual_q = $usual_q[i], silo.covered = $covered[i], silo.method = $method[i],
    silo.version = $version[i], silo.load = $load;
