"""tests/unit/graph/loading."""
