"""Derivation: ordered steps that add facts which follow from the loaded ones, each repeatable and recorded.

In: a runner, a profile, an as-of date. Out: derived nodes and relationships, and a report of what was written.
`refresh`, `benchmark` and `dashboards` may import it; of its own packages, `steps` import `read`, never the reverse.
"""
