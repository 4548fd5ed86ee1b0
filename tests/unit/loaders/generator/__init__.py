"""tests/unit/loaders/generator."""
