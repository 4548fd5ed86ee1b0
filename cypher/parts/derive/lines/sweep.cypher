// Takes away lines of buildings that are no longer in scope.
UNWIND $line_id AS line_id
MATCH (line:Line {line_id: line_id})
DETACH DELETE line;
