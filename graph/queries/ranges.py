"""Which values of a parameter make sense, by its type."""

from __future__ import annotations

import math
from typing import Any


def outside(value: Any, kind: str) -> str:  # noqa: ANN401 - a value of the type
    """Why a value of a type is out of its range, as the rest of a sentence; empty if it is not, or is null."""
    if kind in ("number", "share") and value is not None:
        if not math.isfinite(value):
            return "must be a finite number"
        return "must be between 0 and 1" if kind == "share" and not 0 <= value <= 1 else ""
    if kind == "whole" and value is not None:
        return (
            "must be 0 or more"
            if value < 0
            else "must be less than 9,223,372,036,854,775,808"
            if value >= 2**63
            else ""
        )
    return ""
