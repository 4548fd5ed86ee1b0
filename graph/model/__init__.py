"""What the graph can hold: node and relationship types, their properties, the words of the field, the input sheets.

In: nothing. Out: declarations, and the one-line Cypher that is generated from them.
Every package may import it; it imports only itself.
"""
