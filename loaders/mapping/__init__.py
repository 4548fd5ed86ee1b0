"""Other people's exports: a YAML file says how their columns become the sheets' columns.

In: a mapping (shipped ones are in this folder) and an export. Out: rows of sheets, each with its file and line.
"""
