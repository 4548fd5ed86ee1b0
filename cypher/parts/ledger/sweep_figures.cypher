// Removes the figures of a load, before those that it has now are written.
MATCH (figure:Figure {load: $load})
DETACH DELETE figure;
