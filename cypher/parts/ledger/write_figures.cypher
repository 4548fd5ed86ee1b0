// Writes the figures of a load.
UNWIND $rows AS row
MERGE (figure:Figure {figure_id: row.figure_id})
SET figure += row;
