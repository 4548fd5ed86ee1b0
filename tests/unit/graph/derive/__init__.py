"""tests/unit/graph/derive."""
