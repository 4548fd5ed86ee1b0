// Whether this source was ever written, published or not, and whether the graph is empty but for who writes and for loads
// that began and wrote nothing; the number that this load has, or gets; whether an older version wrote loads, which have
// none; and the loads that this one replaces: of the same source and date, with other content.
WITH NOT EXISTS { MATCH (n) WHERE NOT (n:Lease OR (n:Load AND n.status = 'loading')) } AS empty
RETURN NOT empty AND COUNT { (:Load {source: $source}) } > 0 AS begun, empty,
       coalesce(
         COLLECT { MATCH (own:Load {load_id: $load}) RETURN own.number }[0],
         1 + coalesce(COLLECT { MATCH (load:Load) RETURN max(load.number) }[0], 0)
       ) AS number,
       EXISTS { MATCH (load:Load) WHERE load.number IS NULL } AS older,
       COLLECT {
         MATCH (load:Load {source: $source, as_of: $as_of})
         WHERE NOT empty AND load.load_id <> $load
         RETURN load.number
       } AS again;
