"""graph/network/core."""
