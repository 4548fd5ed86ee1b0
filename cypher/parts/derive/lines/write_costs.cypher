// Writes for how many buildings a link is the first gap, and how many a repair gives a line without one.
UNWIND range(0, size($link_id) - 1) AS i
MATCH (link:Link {link_id: $link_id[i]})
SET link.cuts_off = $cuts_off[i], link.reconnects = $reconnects[i];
