// Takes changed lines off the links they passed.
UNWIND $line_id AS line_id
MATCH (line:Line {line_id: line_id})-[tie:OF|PASSES|BREAKS_AT]->()
DELETE tie;
