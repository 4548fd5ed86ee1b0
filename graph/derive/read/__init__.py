"""Reading everyone's contact out of Neo4j once, as arrays, and keeping it in a snapshot beside the database.

In: a runner and the folder of snapshots. Out: records of contact, and the networks that can be made of them.
The steps of deriving and the benchmark import it; it imports no step.
"""
