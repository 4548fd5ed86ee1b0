"""Reading what a page says."""

from __future__ import annotations

import html
import re


def texts(markup: str) -> str:
    """The words of a piece of page, without tags, blanks as one."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup))).strip()
