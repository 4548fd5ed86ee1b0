// Silo figures as they were at the last run.
MATCH (silo:Silo)
RETURN collect([silo.silo_id, silo.level, silo.people, silo.peers, silo.ties, silo.inside, silo.outside, silo.observed,
                silo.expected, silo.low, silo.high, silo.p, silo.q, silo.usual, silo.usual_p, silo.usual_q,
                silo.covered, silo.method, silo.version]) AS found;
