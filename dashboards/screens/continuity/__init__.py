"""The page Continuity: which links hang on one person, and what falls if that role falls vacant."""

POSITION = 5
