"""tests/unit/graph/model."""
