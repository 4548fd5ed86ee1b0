"""One module a tool: `prepare` makes its own graph of the network, `TASKS` answers by name, with the same definitions.

Answers are arrays of numbers: sizes of components from the largest; people on whom the network hangs, then bridges,
both sorted; one number a person for coreness, PageRank times people, betweenness and constraint.
"""
