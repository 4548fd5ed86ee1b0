// Takes away pairs that are no longer looked at.
UNWIND $pair_id AS pair_id
MATCH (pair:UnitPair {pair_id: pair_id})
DETACH DELETE pair;
