"""Values of columns and parameters: whether they are of a declared type, and how Cypher writes them."""

from __future__ import annotations

from datetime import date
from typing import Any


def fits(value: Any, kind: str) -> bool:  # noqa: ANN401 - whatever a row or a header may hold
    """Whether a value is of a declared type."""
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if kind in ("number", "share"):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "whole":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, {"text": str, "flag": bool, "date": date}[kind])


def literal(value: Any) -> str:  # noqa: ANN401 - whatever a header may give as a default
    """A value as Cypher writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(item) for item in value) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
