// Pairs of units as they were at the last run, with the roles that carry most of their contact.
MATCH (pair:UnitPair)
RETURN collect([pair.pair_id, pair.level, pair.ties, pair.expected, pair.p, pair.q, pair.state, pair.required,
                pair.paths, pair.brokers, pair.share, pair.version,
                COLLECT { MATCH (pair)-[:CARRIED_BY]->(role:Role) RETURN role.role_id ORDER BY role.role_id }]) AS found;
