"""Figures of groups: measures of contact by unit or team, never of single people.

In: a network with the groups of its people, Out: rows of groups. Each module here may define `FIGURES`, which are
discovered automatically. `figures` and `answer` are for the command line; the modules of one family import `figure`,
`distribution` and `graph.network` only.
"""
