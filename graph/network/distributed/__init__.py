"""A network in parts, one per agency: what can be computed about the whole, exactly or within bounds.

In: the parts. Out: figures with their bounds, and a table of which measures are exact.
"""
