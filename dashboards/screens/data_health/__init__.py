"""The page Data health: what was loaded, what is missing, and which sheet would add most."""

POSITION = 7
