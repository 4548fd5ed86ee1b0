// Takes away what is no longer looked at.
UNWIND $mix_id AS mix_id
MATCH (mix:StageMix {mix_id: mix_id})
DETACH DELETE mix;
