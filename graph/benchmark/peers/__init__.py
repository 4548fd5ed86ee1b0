"""One module per tool: `prepare` builds its graph, `TASKS` gives answers by name, with the same definitions.

Answers are arrays of numbers: sizes of components from the largest; people on whom the network hangs, then bridges,
both sorted; one number a person for coreness, PageRank times people, betweenness and constraint; rows of two groups
and their ties for matrices, in order. Partitions are compared by how good they are (`graph/benchmark/answers.py`).

A tool has no line for what it does otherwise at every size, such as betweenness from everyone at once.
"""
