"""N-09: the regions of one innovation begin one after the other, and each keeps to itself."""

from __future__ import annotations

from itertools import pairwise

from loaders.generator.extras import innovation_of
from loaders.generator.planting import Defect, Site
from loaders.generator.structure import INNOVATIONS

_REGIONS = 2
# Some of these pairs may yet lose their contact to other defects; the rule asks for ten.
_PAIRS = 14


def plant(site: Site) -> bool:
    """Put every region of an innovation at a stage of its own; leads of neighbouring districts know one another."""
    draft = site.draft
    regions = draft.skeleton.regions
    pairs = [0] * INNOVATIONS
    for at, region in enumerate(regions):
        teams = [draft.implementers(district) for district in region.children]
        pairs[at % INNOVATIONS] += sum(all(team.active and team.collected for team in pair) for pair in pairwise(teams))
    most = pairs.index(max(pairs))
    if pairs[most] < _PAIRS or len(regions[most::INNOVATIONS]) < _REGIONS:
        return False
    draft.apart = most
    because = "its regions are at a stage of their own each, and no district knows one of another region"
    draft.key.add("N-09", (innovation_of(draft, regions[most]),), because)
    return True


DEFECT = Defect(rules=("N-09",), plant=plant, often={"state": 1}, aspect="links")
