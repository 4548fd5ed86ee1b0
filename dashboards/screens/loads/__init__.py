"""The page Loads: how current each source is, what waits for a decision, and what each load changed."""

POSITION = 8
