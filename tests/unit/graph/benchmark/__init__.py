"""tests/unit/graph/benchmark."""
