"""tests/unit/graph/doctor."""
