"""The page Loop board: who must be in touch, and the state of each pair."""

POSITION = 3
