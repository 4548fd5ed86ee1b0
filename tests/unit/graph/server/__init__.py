"""tests/unit/graph/server."""
