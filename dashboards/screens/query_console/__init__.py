"""The page Query console: read-only Cypher of one's own, with the shipped queries to start from."""

POSITION = 8
