"""tests/unit/graph/staging."""
