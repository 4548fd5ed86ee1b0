"""graph/doctor."""
