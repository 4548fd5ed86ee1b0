"""The one place that writes HTML and SVG: all text is escaped, and tags and attributes are limited to a list.

Pages never write angle brackets. They call `tag("p", text)`; text from a file, a person or the database stays text,
whatever it contains.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from graph.errors import LooplineError

_TAG_NAMES = (
    "a abbr b br button caption code col colgroup dd details div dl dt em figcaption figure footer form h1 h2 h3 h4 "
    "header hr i input label li main nav ol p pre s section small span strong sub summary sup table tbody td tfoot th "
    "thead time tr ul svg g path rect circle ellipse line polyline polygon text tspan title desc defs pattern use "
    "clipPath"
)
TAGS = frozenset(_TAG_NAMES.split())
_EMPTY = frozenset({"br", "hr", "input", "col"})
_ATTRIBUTE_NAMES = (
    "class id title role href lang dir tabindex colspan rowspan scope span type name value placeholder for open "
    "datetime download x y x1 x2 y1 y2 cx cy r rx ry dx dy d points width height viewBox fill stroke transform opacity "
    "preserveAspectRatio patternUnits patternTransform clip-path text-anchor dominant-baseline font-size font-weight "
    "stroke-width stroke-dasharray stroke-linecap stroke-linejoin fill-opacity focusable style"
)
ATTRIBUTES = frozenset(_ATTRIBUTE_NAMES.split())
_PREFIXES = ("aria-", "data-")
# An address inside the app: relative, so that it can't name a scheme or another host.
_ADDRESS = re.compile(r"(?:\./|[a-z][a-z-]*)?(?:\?[^\s#]*)?(?:#[\w-]*)?", re.ASCII)
_STYLE = re.compile(r"(?:(?:--)?[a-z-]+:-?[\d.]+(?:px|%|em)?;?)+", re.ASCII)


class Markup(str):
    """Text that is already HTML: created by `tag` or `join`, never directly from data."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]


def text(value: object) -> Markup:
    """Any value as escaped text; control characters that HTML forbids become the replacement character."""
    if isinstance(value, Markup):
        return value
    clean = "".join("\ufffd" if ord(sign) < 32 and sign not in "\t\n" else sign for sign in str(value))
    return Markup(html.escape(clean, quote=True))


def join(*children: Child) -> Markup:
    """Children one after the other; None is skipped."""
    parts: list[str] = []
    for child in children:
        if child is None:
            continue
        if isinstance(child, str | int):
            parts.append(text(child))
        else:
            parts.append(join(*child))
    return Markup("".join(parts))


def tag(name: str, *children: Child, **attributes: object) -> Markup:
    """One element.

    Args:
        name: A tag of `TAGS`.
        children: Texts (escaped), markup, iterables of both; None is skipped.
        attributes: `class_`, `aria_label` and so on; a trailing underscore is dropped, others become hyphens. True
            writes the bare name; None and False omit the attribute.

    Raises:
        LooplineError: A tag, attribute, address or style that is not on the list.
    """
    if name not in TAGS:
        raise LooplineError(f"<{name}> is not on the list of tags.")
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value is not None)
    if name in _EMPTY:
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{join(*children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if name not in ATTRIBUTES and not name.startswith(_PREFIXES):
        raise LooplineError(f"The attribute {name} is not on the list.")
    if value is False:
        return "" if not name.startswith("aria-") else f' {name}="false"'
    if value is True:
        return f' {name}="true"' if name.startswith(_PREFIXES) else f" {name}"
    if name == "href" and not _ADDRESS.fullmatch(str(value)):
        raise LooplineError("A link may only lead to a page of this dashboard.")
    if name == "style" and not _STYLE.fullmatch(str(value)):
        raise LooplineError("A style may only hold lengths.")
    return f' {name}="{text(value)}"'


def link(label: Child, address: str, **attributes: object) -> Markup:
    """A link to a page of this dashboard; it opens without reloading the application (see panel.js)."""
    return tag("a", label, href=address, data_in=True, **attributes)
