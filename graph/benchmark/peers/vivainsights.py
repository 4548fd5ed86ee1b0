"""Microsoft's vivainsights (MIT, but on igraph, which is GPL): pandas tables in, figures and tables out.

Its table of centralities always computes betweenness from everyone, whatever was asked, so it has no line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import vivainsights

from graph.benchmark.answers import Partition
from graph.benchmark.synthetic import Synthetic

DRAWN = 1_000
ENDS = ("PrimaryCollaborator", "SecondaryCollaborator")


@dataclass(frozen=True)
class Ready:
    """The network as its queries give it.

    Attributes:
        ties: A person-to-person query: each pair in contact once.
        few: The part of it among the first people.
        people: How many there are.
    """

    ties: Any
    few: Any
    people: int


def prepare(found: Synthetic) -> Ready:
    """A table of ties with the department of both ends; people without any are not in such a query."""
    import pandas as pd

    department = found.levels["department"]
    columns: dict[str, Any] = {}
    for name, people in zip(ENDS, found.pairs, strict=True):
        columns[f"{name}_PersonId"] = people
        columns[f"{name}_Organization"] = department[people]
    ties = pd.DataFrame(columns)
    few = ties[(ties[f"{ENDS[0]}_PersonId"] < DRAWN) & (ties[f"{ENDS[1]}_PersonId"] < DRAWN)]
    return Ready(ties, few.reset_index(drop=True), found.people)


def _communities(ready: Ready) -> Partition:
    # A layout is always made; this is the one that takes no time.
    found = vivainsights.network_p2p(ready.ties, community="multilevel", return_type="data", layout="random")
    codes = np.arange(ready.people) + ready.people
    codes[found["name"].to_numpy().astype(np.int64)] = found["cluster"].to_numpy().astype(np.int64)
    return Partition(codes)


def _shares(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    """Its group query comes from the server; here it is made of ties, each counted at both ends."""
    import pandas as pd

    ends = [f"{name}_Organization" for name in ENDS]
    there = ready.ties[ends]
    both = pd.concat([there, there.rename(columns=dict(zip(ends, ends[::-1], strict=True)))])
    query = both.groupby(ends).size().reset_index(name="ties")
    found = vivainsights.network_g2g(query, primary=ends[0], secondary=ends[1], metric="ties", return_type="data")
    return found.sort_values(["PrimaryOrg", "SecondaryOrg"])["metric_prop"].to_numpy()


def _picture(ready: Ready) -> Any:  # noqa: ANN401 - a number
    import matplotlib.pyplot as plt

    figure = vivainsights.network_p2p(ready.few, return_type="plot", layout="fruchterman_reingold")
    figure.canvas.draw()
    plt.close(figure)
    return len(ready.few)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "shares between departments": _shares,
    "communities, one run": _communities,
    "picture of 1,000 people": _picture,
}
