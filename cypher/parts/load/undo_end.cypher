// The last statement of taking a load back: the graph no longer knows it.
MATCH (load:Load {load_id: $load})
OPTIONAL MATCH (batch:LoadBatch {load_id: $load})
DETACH DELETE load, batch;
