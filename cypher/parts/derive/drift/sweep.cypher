// Takes away leaders who no longer drift.
UNWIND $drift_id AS drift_id
MATCH (drift:Drift {drift_id: drift_id})
DETACH DELETE drift;
