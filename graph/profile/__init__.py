"""graph/profile."""
