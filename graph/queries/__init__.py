"""Queries: the files under `cypher/`, how they are checked, run and answered, and the read-only guard.

In: query files, parameters, a runner. Out: answers with sentences, or the reason why there is none.
`derive`, `refresh`, `loaders` and `dashboards` may import it; it never imports `derive` or `network`.
"""
