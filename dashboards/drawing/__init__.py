"""The multi-level alignment picture: one scene for the canvas, the printed page, the exported file and the table.

In: plain values about one unit and what lies below it. Out: a scene, SVG, HTML, table rows.
Pages and `loopline graph` import it; it knows nothing of Neo4j or Streamlit, except `component`.
"""
