"""The derivation steps: one module a step, found by its `STEP`, and the modules that several steps share.

In: the `Work` of one run. Out: derived facts in the graph, and how many there are.
Only `graph.derive.run` finds them; a new step is a new module here.
"""
