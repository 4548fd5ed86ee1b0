"""N-09: the regions of one innovation start one after the other, and each keeps to itself."""

from __future__ import annotations

from loaders.generator.contacts import neighbors
from loaders.generator.extras.innovations import innovation_of
from loaders.generator.planting import Defect, Site
from loaders.generator.structure import INNOVATIONS

_REGIONS = 2
_PAIRS = 10


def plant(site: Site) -> bool:
    """Put every region of an innovation at its own stage; enough of its districts must know their neighbors."""
    draft = site.draft
    regions = draft.skeleton.regions
    pairs = [
        sum(1 for region in regions[at::INNOVATIONS] for _ in neighbors(draft, region)) for at in range(INNOVATIONS)
    ]
    most = pairs.index(max(pairs))
    if pairs[most] < _PAIRS or len(regions[most::INNOVATIONS]) < _REGIONS:
        return False
    draft.apart = most
    because = "its regions are at a stage of their own each, and no district knows one of another region"
    draft.key.add("N-09", (innovation_of(draft, regions[most]),), because)
    return True


DEFECT = Defect(rules=("N-09",), plant=plant, often={"state": 1}, aspect="links")
