"""Read everyone's contacts from Neo4j once, as arrays, and keep them in a snapshot next to the database.

In: a runner and the folder of snapshots. Out: contact records, and the networks made from them.
The derivation steps and the benchmark import it; it imports no step.
"""
