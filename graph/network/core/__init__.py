"""What all measures stand on: links as arrays, groups, ties, compiled kernels, null models, chances.

In: arrays. Out: arrays. Every other room of `graph.network` imports it; it imports none of them.
"""
