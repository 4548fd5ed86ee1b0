"""graph/derive."""
