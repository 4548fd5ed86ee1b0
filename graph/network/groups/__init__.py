"""Contact inside and between groups: silos, pairs of groups, assortativity, communities, liaisons.

In: a network and who belongs where. Out: figures of groups and pairs of groups, beside what chance gives.
"""
