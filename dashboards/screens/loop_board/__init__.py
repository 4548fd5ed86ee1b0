"""The page Loop board: who must be in touch, and in which state each pair is."""

POSITION = 3
