"""Colors by role, light and dark; the only place that defines colors.

Every text role has a contrast of 4.4 or more on the page and on a panel, and the four families are distinguishable for
people with red-green color blindness and in grayscale. `weak` is never a text color.
"""

from __future__ import annotations

from collections.abc import Callable

LIGHT = {
    "bg": "#FFFFFF",
    "holds": "#003C80",
    "weak": "#996908",
    "gap": "#AD093A",
    "cant": "#6B7280",
    "ink": "#1B2430",
    "muted": "#55606E",
    "rail": "#7B8694",
    "panel": "#F4F6F9",
    "grid": "#E3E7EC",
    "holdsf": "#D9E4F1",
    "weakf": "#FBF0D6",
    "gapf": "#FBE6EC",
    "cantf": "#E9ECF0",
}
DARK = {
    "bg": "#0E1117",
    "holds": "#61A5F2",
    "weak": "#FFCC40",
    "gap": "#FF5A66",
    "cant": "#A9B1BC",
    "ink": "#F3F5F8",
    "muted": "#B6BFCA",
    "rail": "#6F7B8A",
    "panel": "#1A1F29",
    "grid": "#262C36",
    "holdsf": "#1B2F47",
    "weakf": "#3A3013",
    "gapf": "#3D1A20",
    "cantf": "#2A2F38",
}

Paint = Callable[[str], str]


def light(role: str) -> str:
    """The light color of a role: for print and for exported files."""
    return LIGHT[role] if role else "none"


def themed(role: str) -> str:
    """A style reference that follows the page's theme, with the light color as fallback."""
    return f"var(--ll-{role},{LIGHT[role]})" if role else "none"


def css(colors: dict[str, str]) -> str:
    """The palette as custom properties, for a style block."""
    return "".join(f"--ll-{role}:{value};" for role, value in colors.items())
