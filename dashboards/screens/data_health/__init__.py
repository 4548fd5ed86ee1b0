"""The page Data health: what came in, what is missing, and which sheet would say most."""

POSITION = 7
