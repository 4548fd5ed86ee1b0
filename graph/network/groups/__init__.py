"""Contact inside and between groups: silos, pairs of groups, assortativity, communities, liaisons.

In: a network and its groups. Out: figures of groups and pairs of groups, compared with chance.
"""
