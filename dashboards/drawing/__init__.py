"""The multi-level alignment picture: one scene for the canvas, the printed page, the exported file and the table."""
