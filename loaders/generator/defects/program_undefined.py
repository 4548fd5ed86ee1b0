"""T-21: a program that teams use and that is not defined well enough."""

from __future__ import annotations

from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site


def plant(site: Site) -> bool:
    """Record that nobody has written down what people do and say."""
    draft = site.draft
    innovation = innovation_of(draft, site.dice.pick(draft.skeleton.districts))
    draft.undefined[innovation] = frozenset({"operational"})
    draft.key.add("T-21", (innovation,), "what people do and say is not defined")
    return True


DEFECT = Defect(rules=("T-21",), plant=plant, often={"state": 1}, aspect="work")
