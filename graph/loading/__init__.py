"""From checked rows to the graph: compare, plan, write what differs, publish."""
