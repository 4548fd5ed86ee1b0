"""The pages as a README section: what each shows, from the first line of its package, and a picture of it.

The pictures are taken by `make pictures`.
"""

from __future__ import annotations

from dashboards.shell.pages import PAGES


def reference() -> str:
    """Markdown: for each page a heading, what it shows, and a picture."""
    return "\n".join(
        f"### {page.title}\n{page.purpose[:1].upper()}{page.purpose[1:]}\n\n"
        f"![The page {page.title} on the demo state](pictures/{page.path}.png)\n"
        for page in PAGES
    )
