"""Measures of who is in contact with whom, on arrays: one module a measure."""
