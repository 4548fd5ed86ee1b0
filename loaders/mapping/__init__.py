"""Other people's exports: a YAML file says how their columns become the sheets' columns.

In: a mapping (shipped ones lie beside this file) and an export. Out: rows of sheets, every row knowing its place.
"""
