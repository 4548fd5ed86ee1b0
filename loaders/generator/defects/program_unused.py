"""T-20: a program that no team works on."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_PROGRAM = ("I4", "Peer observation", "evidence-informed innovation")


def plant(site: Site) -> bool:
    """Add a fourth program, and no team that works on it."""
    if _PROGRAM in site.draft.unused:
        return False
    site.draft.unused.append(_PROGRAM)
    site.draft.key.add("T-20", (_PROGRAM[0],), "no team works on it")
    return True


DEFECT = Defect(rules=("T-20",), plant=plant, often={"state": 1}, aspect="work")
