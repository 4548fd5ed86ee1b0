"""The basis of all measures: links as arrays, groups, ties, compiled kernels, null models, p values.

In: arrays. Out: arrays. Every other package of `graph.network` imports it; it imports none of them.
"""
