"""tests/unit/graph/profile."""
