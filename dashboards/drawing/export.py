"""One picture as one self-contained HTML file: interactive with scripts, readable without."""

from __future__ import annotations

import base64
import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING

from dashboards.drawing.assets import read_asset, read_library, script
from dashboards.drawing.cards import panel
from dashboards.drawing.draw import draw
from dashboards.drawing.legend import legends
from dashboards.drawing.palette import LIGHT, css
from dashboards.drawing.payload import View, build_body
from dashboards.drawing.svg import write_svg
from dashboards.drawing.table import html_of, table_of

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Picture

# The file must fetch nothing: it contains its script, styles, font and data.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; img-src data: blob:"
)


def export_html(picture: Picture) -> str:
    """The picture as a self-contained page: drawing, headline, cards, legend, table.

    Args:
        picture: Any of the four pictures.
    """
    body = build_body(picture, View(still=True))
    data = _in_script(body)
    start = (
        "const data = JSON.parse(document.getElementById('loopline-data').textContent);\n"
        "const root = document.getElementById('loopline');\n"
        "mountPicture({ data, parentElement: root, setTriggerValue() {} });\n"
    )
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>Loopline: {escape(body['headline'])}</title>",
            f"<style>{_font()}{_page_style()}</style></head><body>",
            f'<p class="as-of">{escape(body["as_of"])}</p><main id="loopline"></main>',
            f"<noscript>{_plain(picture, body)}</noscript>",
            f'<script type="application/json" id="loopline-data">{data}</script>',
            f"<script>{read_library()}</script>",
            f"<script>{script()}\n{start}</script></body></html>\n",
        )
    )


def _in_script(body: dict[str, object]) -> str:
    """JSON that can't end the script element around it."""
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _plain(picture: Picture, body: dict[str, object]) -> str:
    """The content if scripts don't run."""
    drawing = draw(picture, panel(picture).numbers or {})
    svg = write_svg(drawing) if drawing else ""
    lead = "".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in body["lead"])  # type: ignore[attr-defined]
    return (
        f'<div class="loopline"><h1>{escape(str(body["headline"]))}</h1><p class="lead">{lead}</p>'
        f'{svg}<div class="legend">{legends().get(str(body["legend"]), "")}</div>{html_of(table_of(picture))}</div>'
    )


def _page_style() -> str:
    dark = "@media (prefers-color-scheme: dark){body{background:#0E1117;color:#F3F5F8}}"
    frame = "body{margin:24px;background:#fff}.as-of{font:13px sans-serif;margin:0;text-align:right}"
    return f":root{{{css(LIGHT)}}}{frame}{dark}{read_asset('picture.css')}"


def _font() -> str:
    """Streamlit's font, embedded in the file; without it, any other font."""
    folder = files("streamlit") / "static" / "static" / "media"
    if not folder.is_dir():
        return ""
    found = [entry for entry in folder.iterdir() if entry.name.startswith("SourceSansVF-Upright")]
    if not found:
        return ""
    text = base64.b64encode(found[0].read_bytes()).decode("ascii")
    source = f"url(data:font/woff2;base64,{text})"
    return f"@font-face{{font-family:'Source Sans';font-weight:200 900;src:{source} format('woff2')}}"
