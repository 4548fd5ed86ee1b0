"""graph/network/structure."""
