"""graph/network."""
