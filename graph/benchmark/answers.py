"""Comparable summaries of tools' answers: exact ones by a digest, partitions by their quality."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.benchmark.synthetic import Synthetic

AS_GOOD = 0.02
"""How far a partition's modularity may be below ours and still count as equally good."""


@dataclass(frozen=True)
class Partition:
    """A partition of people, which differs from tool to tool and from seed to seed.

    Attributes:
        codes: A number for each person, the same for those who are together, [people].
    """

    codes: NDArray[np.integer]


def digest(answer: Any) -> str:  # noqa: ANN401 - numbers or arrays of them
    """A short digest of an answer, the same for numbers that differ by less than a millionth of the largest."""
    numbers = np.nan_to_num(np.asarray(answer, dtype=np.float64), nan=-1.0)
    if (numbers == np.floor(numbers)).all():
        return hashlib.sha256((numbers + 0.0).tobytes()).hexdigest()[:12]
    largest = np.abs(numbers).max()
    shares = np.round(numbers / largest, 6) + 0.0
    return hashlib.sha256(shares.tobytes() + f"{largest:.5e}".encode()).hexdigest()[:12]


def modularity(network: Synthetic, partition: Partition) -> float:
    """Modularity (Newman & Girvan 2004) over pairs of people in contact, each once; 0 without any."""
    one, other = network.pairs
    codes = np.unique(partition.codes, return_inverse=True)[1]
    count = int(codes.max(initial=0)) + 1
    ends = np.bincount(codes[one], minlength=count) + np.bincount(codes[other], minlength=count)
    total = max(len(one), 1)
    return float((codes[one] == codes[other]).sum() / total - ((ends / (2 * total)) ** 2).sum())


def summarize(answer: Any, network: Synthetic) -> dict[str, Any]:  # noqa: ANN401 - as the peer has it
    """The summary of an answer: its `digest`, or the `quality` of a partition."""
    if isinstance(answer, Partition):
        return {"quality": modularity(network, answer)}
    return {"digest": digest(answer)}


def alike(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    """Whether two tools gave the same answer, or a partition about as good as ours, or better."""
    if "quality" in ours and "quality" in theirs:
        return bool(theirs["quality"] >= ours["quality"] - AS_GOOD)
    return "digest" in ours and theirs.get("digest") == ours["digest"]
