"""graph/network/distributed."""
