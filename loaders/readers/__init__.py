"""File formats: text in any encoding, CSV, ZIP archives, Excel workbooks, read within limits.

In: a path. Out: tables of text cells with line numbers, and the rows that had to be left out. The sheet loader and the
mapping loader import it; it knows nothing of sheets or the meaning of columns.
"""
