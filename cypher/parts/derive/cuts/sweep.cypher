// Takes away people and contacts on which nobody depends any more.
UNWIND $cut_id AS cut_id
MATCH (cut:Cut {cut_id: cut_id})
DETACH DELETE cut;
