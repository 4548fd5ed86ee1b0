"""The page Query console: run your own read-only Cypher, starting from a shipped query."""

POSITION = 9
