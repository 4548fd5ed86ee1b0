"""A network held in parts, one for each agency: what can be computed of the whole, exactly or within bounds.

In: the parts. Out: figures with their bounds, and a table of which measures are exact.
"""
