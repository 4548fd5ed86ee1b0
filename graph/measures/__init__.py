"""Measures of contact by unit or team, never of single people.

In: a network with the groups of its people. Out: rows of groups. Each module here may define `MEASURES`, which are
discovered automatically. `catalog` and `answer` are for the command line; the modules of one family import `measure`,
`distribution` and `graph.network` only.
"""
