// Removes findings that are no longer found.
UNWIND $findings AS finding_id
MATCH (finding:Finding {finding_id: finding_id})
DETACH DELETE finding;
