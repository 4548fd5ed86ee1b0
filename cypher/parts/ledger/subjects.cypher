// What periods and figures are of: ids of links, and metrics with the keys of their rows.
RETURN COLLECT { MATCH (period:LinkPeriod) RETURN DISTINCT period.link_id } AS links,
       COLLECT { MATCH (figure:Figure) WITH DISTINCT figure.metric AS metric, figure.key AS key RETURN [metric, key] } AS figures;
