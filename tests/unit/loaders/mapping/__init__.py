"""tests/unit/loaders/mapping."""
