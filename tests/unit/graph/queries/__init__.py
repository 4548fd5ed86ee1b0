"""tests/unit/graph/queries."""
