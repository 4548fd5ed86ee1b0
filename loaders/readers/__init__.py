"""loaders/readers."""
