"""Measures of who is in contact with whom, on arrays: one module a measure.

In: numpy arrays (people as numbers, links as pairs). Out: numpy arrays and plain values.
It imports numpy, numba, scipy, the community libraries and `graph.errors`: nothing of the graph or of Neo4j.
"""
