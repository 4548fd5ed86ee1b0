"""The structure of a network: components, cut points, disjoint paths, hierarchy, core and periphery, reciprocity.

In: a network. Out: figures of the whole, of pairs, or of what each person holds together.
"""
