"""Where single people stand: betweenness, PageRank, coreness, constraint, brokerage, centralization.

In: a network. Out: one figure a person or a group.
"""
