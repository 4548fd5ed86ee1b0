"""Which values of a parameter make sense, by its type."""

from __future__ import annotations

import math
from typing import Any


def outside(value: Any, kind: str) -> str:  # noqa: ANN401 - a value of the type
    """Why a value of a type is out of its range, as the rest of a sentence; empty where it is not, or is null."""
    if kind in ("number", "share") and value is not None:
        if not math.isfinite(value):
            return "is no number that anything can be compared with"
        return "is no share: that is a number from 0 to 1" if kind == "share" and not 0 <= value <= 1 else ""
    if kind == "whole" and value is not None:
        return "is below 0" if value < 0 else "is larger than any count" if value >= 2**63 else ""
    return ""
