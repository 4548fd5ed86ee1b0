"""tests/unit/graph."""
