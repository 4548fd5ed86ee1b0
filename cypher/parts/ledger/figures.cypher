// The figures of a load.
MATCH (figure:Figure {load: $load})
RETURN figure.metric AS metric, figure.column AS column, figure.key AS key, figure.value AS value;
