"""graph/derive/read."""
