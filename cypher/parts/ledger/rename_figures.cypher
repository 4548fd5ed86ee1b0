// Figures of rows that have another key now: the metric, the old and the new key.
UNWIND $rows AS row
MATCH (figure:Figure {metric: row[0], key: row[1]})
SET figure.key = row[2], figure.figure_id = left(figure.figure_id, size(figure.figure_id) - size(row[1])) + row[2];
