"""The pages as a README section: what each shows, from the first line of its package."""

from __future__ import annotations

from dashboards.shell.pages import PAGES


def reference() -> str:
    """Markdown: a table with a row a page."""
    rows = [f"| {page.title} | {page.purpose.rstrip('.')} |" for page in PAGES]
    return "\n".join(["| page | what it shows |", "|---|---|", *rows, ""])
