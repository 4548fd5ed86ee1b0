"""Figures of groups for anyone who asks: measures of contact by unit or team, never of single persons.

In goes a network with the groups of its people, out come rows of groups. Each module here may name `FIGURES`, which are
found on their own. `figures` and `answer` are for the command line; the modules of one family import `figure`,
`distribution` and `graph.network` only.
"""
