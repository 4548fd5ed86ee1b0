"""graph/derive/steps."""
