"""loaders/mapping."""
