"""graph/model."""
