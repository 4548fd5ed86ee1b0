"""What follows from the loaded facts: ordered steps that enrich the graph, each repeatable, each recorded.

In: a runner, a profile, an as-of date. Out: derived nodes and relationships, and a report of what was written.
`refresh`, `benchmark` and `dashboards` may import it; of its own rooms, `steps` import `read`, never the reverse.
"""
