"""The middle layer: files of any kind become rows of the input sheets.

In: folders, archives, workbooks, exports with a mapping. Out: an `Extract` of rows with their file and line.
`dashboards` may import it; it imports `graph`, never `dashboards`.
"""
