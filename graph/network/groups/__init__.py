"""graph/network/groups."""
