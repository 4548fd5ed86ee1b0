"""N-03: two offices that must work together and are not in contact."""

from __future__ import annotations

from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Take the contact between two offices away."""
    pairs = [pair for pair in site.draft.joint if pair.talk]
    if not pairs:
        return False
    pair = site.dice.pick(pairs)
    pair.talk = False
    site.draft.key.add("N-03", (pair.one, pair.other), "joint work is required; no contact")
    return True


DEFECT = Defect(rules=("N-03",), plant=plant, often={"state": 4}, aspect="contact")
