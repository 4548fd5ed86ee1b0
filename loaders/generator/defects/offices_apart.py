"""N-03: two offices that must work together and have little or no contact."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site

_HEALTHY = 2


def plant(site: Site) -> bool:
    """Keep one pair of people in contact, or none."""
    healthy = [pair for pair in site.draft.joint if pair.pairs >= _HEALTHY]
    if not healthy:
        return False
    pair = site.dice.pick(healthy)
    pair.pairs = 1 if site.dice.chance(0.3) else 0
    because = f"joint work is required; {pair.pairs or 'no'} pair of people in contact"
    site.draft.key.add("N-03", (pair.one, pair.other), because)
    return True


DEFECT = Defect(rules=("N-03",), plant=plant, often={"state": 3}, aspect="contact")
