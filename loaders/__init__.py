"""The middle floor: files of any kind become rows of the input sheets.

In: folders, archives, workbooks, exports with a mapping. Out: an `Extract` of rows that still know their place.
`dashboards` may import it; it imports `graph`, never `dashboards`.
"""
