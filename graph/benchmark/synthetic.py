"""Synthetic networks of any size: people in teams, divisions, departments and agencies, with mostly local links."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int32]

# From the innermost: how many of the one inside make one of it, and the share of links that stay within it.
LEVELS = (("team", 10, 0.60), ("division", 8, 0.20), ("department", 10, 0.12), ("agency", 12, 0.06))


@dataclass(frozen=True)
class Synthetic:
    """A synthetic network.

    Attributes:
        people: How many.
        start: From whom each link goes, [links].
        end: To whom, [links].
        levels: Group of each person by level, [people] each, the innermost first.
    """

    people: int
    start: Ids
    end: Ids
    levels: dict[str, Ids]

    def save(self, path: Path) -> None:
        """Write it as one uncompressed file of arrays."""
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **self._arrays())

    def _arrays(self) -> dict[str, Any]:
        return {"people": np.array(self.people), "start": self.start, "end": self.end, **self.levels}

    @property
    def sources(self) -> Ids:
        """The people from whom every tool computes betweenness: as many, and the same, as `betweenness` draws."""
        return np.random.default_rng(1).choice(self.people, min(32, self.people), replace=False).astype(np.int32)

    @property
    def pairs(self) -> tuple[Ids, Ids]:
        """People in contact whichever way, each pair once: those of the lower number, and of the higher."""
        low, high = np.minimum(self.start, self.end), np.maximum(self.start, self.end)
        once = np.unique(low.astype(np.int64) * self.people + high)
        return (once // max(self.people, 1)).astype(np.int32), (once % max(self.people, 1)).astype(np.int32)

    @classmethod
    def load(cls, path: Path) -> Synthetic:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            levels = {name: kept[name] for name, _, _ in LEVELS}
            return cls(int(kept["people"]), kept["start"], kept["end"], levels)


def make(people: int, links_each: int = 10, seed: int = 1) -> Synthetic:
    """Invent a network.

    Args:
        people: How many; some of them have no link.
        links_each: Links drawn for a person, on average; they are spread unevenly, as in any office, and one that is
            drawn twice, or leads to the same person, is left out.
        seed: The same seed gives the same network.
    """
    dice = np.random.default_rng(seed)
    levels: dict[str, Ids] = {}
    width, widths = 1, []
    for name, inside, _ in LEVELS:
        width *= inside
        widths.append(width)
        levels[name] = (np.arange(people) // width).astype(np.int32)
    links = people * links_each
    active = dice.gamma(1.5, 1.0, people)
    bounds = np.cumsum(active)
    start = np.searchsorted(bounds, dice.random(links) * bounds[-1]).clip(max=people - 1).astype(np.int32)
    shares = [share for _, _, share in LEVELS]
    place = np.searchsorted(np.cumsum(shares), dice.random(links), side="right")
    reach = np.array([*widths, people], dtype=np.int64)[place]
    first = start // reach * reach
    room = np.minimum(first + reach, people) - first
    end = (first + (dice.random(links) * room).astype(np.int64)).astype(np.int32)
    once = np.unique((start.astype(np.int64) * people + end)[start != end])
    return Synthetic(people, (once // people).astype(np.int32), (once % people).astype(np.int32), levels)
