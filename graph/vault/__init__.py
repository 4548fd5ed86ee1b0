"""Names and addresses of people, outside the graph: one encrypted file in the data folder, and the key that opens it.

The graph holds ids and, for each name and address, a keyed hash by which a change is seen. Whoever may show a name asks
the vault for the text behind the hash.
"""
