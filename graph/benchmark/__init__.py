"""Measures of contacts beside those of other tools, on the same invented network, each in a process of its own."""
