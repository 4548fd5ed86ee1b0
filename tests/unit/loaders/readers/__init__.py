"""tests/unit/loaders/readers."""
