"""Reproducible random choices: the same seed and name give the same numbers on every machine and Python version."""

from __future__ import annotations

import random
from collections.abc import MutableSequence, Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Random choices that depend only on the seed and a name.

    Only `Random.random()` is used, because Python guarantees its sequence, but not that of `choice` or `shuffle`. Every
    unit, team and defect has its own generator by name, so that a change in one place does not affect others.

    Args:
        seed: The state's seed.
        name: What is decided.
    """

    def __init__(self, seed: int, name: str) -> None:
        digest = blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
        self._next = random.Random(int.from_bytes(digest, "big")).random  # noqa: S311 - invented data, nothing secret

    def share(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return self._next()

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + int(self._next() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self._next() < share

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._next() * len(items))]

    def shuffle(self, items: MutableSequence[T]) -> None:
        """Shuffle the items in place."""
        for last in range(len(items) - 1, 0, -1):
            other = int(self._next() * (last + 1))
            items[last], items[other] = items[other], items[last]

    def parts(self, total: int, count: int, spread: float, least: int = 1) -> list[int]:
        """Split a total into integer parts of unequal size.

        Args:
            total: The sum of the parts; at least `count * least`.
            count: How many parts.
            spread: 0 for equal parts; 1 makes the largest weight about ten times the smallest.
            least: Smallest part.

        Returns:
            The parts, in random order.
        """
        weights = [10 ** (spread * self._next()) for _ in range(count)]
        free, scale = total - count * least, sum(weights)
        parts = [int(free * weight / scale) for weight in weights]
        rest = sorted(range(count), key=lambda index: (-weights[index], index))
        for index in rest[: free - sum(parts)]:
            parts[index] += 1
        return [least + part for part in parts]
