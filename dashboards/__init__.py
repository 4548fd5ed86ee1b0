"""The top floor: the command line and the pages.

In: the graph through `graph.queries`, `graph.derive` and `loaders`. Out: tables, sentences, pictures, files.
Nothing imports it; only this package knows Streamlit and pyvis.
"""
