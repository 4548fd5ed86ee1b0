"""graph/network/centrality."""
