"""The bottom layer: the model of the graph, profiles, queries, derivation, loading, and the server.

In: checked rows and a profile. Out: a graph in Neo4j, derived facts, answers to questions.
Everything above may import it; it imports neither `loaders` nor `dashboards`.
"""
