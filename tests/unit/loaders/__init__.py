"""tests/unit/loaders."""
