"""N-03: two offices that must work together and have little or no contact."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site
from loaders.generator.state import Joint

_HEALTHY = 2


def plant(site: Site) -> bool:
    """Keep one pair of people in contact, or none; an office without any other that it works with would be a silo."""
    healthy = [pair for pair in site.draft.joint if pair.pairs >= _HEALTHY]
    candidates = list(healthy)
    while candidates:
        pair = site.dice.pick(candidates)
        if all(_keeps(office, pair, healthy) for office in (pair.one, pair.other)):
            break
        candidates.remove(pair)
    else:
        return False
    pair.pairs = 1 if site.dice.chance(0.3) else 0
    because = f"joint work is required; {pair.pairs or 'no'} pair of people in contact"
    site.draft.key.add("N-03", (pair.one, pair.other), because)
    return True


def _keeps(office: str, but: Joint, healthy: list[Joint]) -> bool:
    return any(office in (pair.one, pair.other) for pair in healthy if pair is not but)


DEFECT = Defect(rules=("N-03",), plant=plant, often={"state": 3}, aspect="contact")
