// Lines as they were at the last run, with the links they pass from the state down.
MATCH (line:Line)
OPTIONAL MATCH (line)-[:BREAKS_AT]->(gap:Link)
WITH line, min(gap.link_id) AS gap
RETURN collect([line.line_id, line.state, line.both_ways, line.weak, line.engaged, line.in_place, line.reaches, gap,
                COLLECT { MATCH (line)-[pass:PASSES]->(link:Link) RETURN link.link_id ORDER BY pass.step }]) AS found;
