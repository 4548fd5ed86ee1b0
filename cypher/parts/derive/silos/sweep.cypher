// Takes away figures of groups that are no longer there.
UNWIND $silo_id AS silo_id
MATCH (silo:Silo {silo_id: silo_id})
DETACH DELETE silo;
