"""The network that all contact measures work on: people as numbers, links as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids, Weights
from graph.network.core.sorting import gathered, joined, turned

_STRONGEST = 1e50
"""Weights up to this, and no closer to 0 than its inverse, add and multiply without loss."""

_MOST = 2**31 - 1  # people that 32 bits can number


@dataclass(frozen=True)
class Network:
    """Directed links among people numbered from 0; make it with `Network.of`, which checks it.

    Attributes:
        size: Number of people, including those without links.
        start: From whom each link goes.
        end: To whom each link goes.
        weight: How strong it is, above 0; not to be written to.
        loops: Number of self-links, which were left out.
        basis: How the network was selected, by name (as_of, channel, period, strength): repeated in every result.
    """

    size: int
    start: Ids
    end: Ids
    weight: Weights
    loops: int = 0
    basis: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        size: int,
        start: NDArray[np.integer],
        end: NDArray[np.integer],
        weight: NDArray[np.floating] | None = None,
        basis: Mapping[str, str] | None = None,
    ) -> Network:
        """Check arrays and make a network of them.

        Args:
            size: People.
            start: From whom each link goes, 0 to size - 1.
            end: To whom, likewise.
            weight: Weight of each link; 1 where it is not given. A link of weight 0 is no link.
            basis: How the network was selected.

        Raises:
            LooplineError: Lengths differ, a number is out of range, there are more people than 2^31, or a weight is
                negative, not a number, or so large or small that sums would be lost.
        """
        start, end = np.asarray(start), np.asarray(end)
        weights = np.broadcast_to(1.0, len(start)) if weight is None else np.asarray(weight, dtype=np.float64)
        if not len(start) == len(end) == len(weights):
            raise LooplineError(
                f"The columns of a network must have the same length, not {len(start)}, {len(end)} and {len(weights)}.",
                "Give every link a start, an end and a weight.",
            )
        if not 0 <= size <= _MOST:
            raise LooplineError(
                f"A network must have between 0 and {_MOST:,} people, not {size:,}.", "Use a smaller part of it."
            )
        if len(start) and (min(start.min(), end.min()) < 0 or max(start.max(), end.max()) >= size):
            raise LooplineError(f"A link has a person number outside 0 to {size - 1}.", "Number the people from 0.")
        if not (weights >= 0).all():
            raise LooplineError(
                "The weight of a link must be a number of 0 or more.", "Use weights of 0 or more, or omit them."
            )
        if ((weights > _STRONGEST) | ((weights < 1 / _STRONGEST) & (weights > 0))).any():
            raise LooplineError(
                f"The weight of a link must be between {1 / _STRONGEST:.0e} and {_STRONGEST:.0e}.",
                "Choose a unit of weight that brings them closer to 1.",
            )
        usable = (start != end) & (weights > 0)
        loops = int((start == end).sum())
        if not usable.all():  # else it spares copies of millions
            start, end = start[usable], end[usable]
            weights = np.broadcast_to(1.0, len(start)) if weight is None else weights[usable]
        one, other = start.astype(np.int32, copy=False), end.astype(np.int32, copy=False)
        return cls(size, one, other, weights, loops, dict(basis or {}))

    def among(self, people: NDArray[np.integer]) -> Network:
        """The network of some people only, renumbered in their order.

        Args:
            people: Whom to keep, each once, in ascending order.
        """
        place = np.full(self.size, -1, dtype=np.int64)
        place[people] = np.arange(len(people))
        start, end = place[self.start], place[self.end]
        kept = (start >= 0) & (end >= 0)
        return Network.of(len(people), start[kept], end[kept], self.weight[kept], self.basis)

    @cached_property
    def out(self) -> Csr:
        """To whom each person's links go."""
        even = self.weight.strides == (0,) and (self.weight[:1] == 1).all()  # a single 1, as where none were given
        return gathered(self.size, self.start, self.end, None if even else self.weight)

    @cached_property
    def into(self) -> Csr:
        """From whom links come to each person."""
        return turned(self.out)

    @cached_property
    def both(self) -> Csr:
        """With whom each person has a link, in either direction; weights of both directions summed."""
        return joined(self.out)
