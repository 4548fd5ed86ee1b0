"""The page Findings: what was found, in sentences, with the Cypher behind every number."""

POSITION = 6
