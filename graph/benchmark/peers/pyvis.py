"""pyvis (BSD): the page of a network of 1,000 people, physics off. Opening it in a browser is not in the figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from pyvis.network import Network

from graph.benchmark.synthetic import Synthetic

PEOPLE = 1_000


@dataclass(frozen=True)
class Ready:
    """The first people of a network and the links among them."""

    people: int
    links: list[tuple[int, int]]


def prepare(found: Synthetic) -> Ready:
    """Plain numbers, as pyvis takes them."""
    near = np.maximum(found.start, found.end) < PEOPLE
    links = zip(found.start[near].tolist(), found.end[near].tolist(), strict=True)
    return Ready(min(found.people, PEOPLE), list(links))


def _page(ready: Ready) -> Any:  # noqa: ANN401 - two numbers
    network = Network(directed=True, cdn_resources="in_line")
    network.toggle_physics(status=False)
    for person in range(ready.people):
        network.add_node(person, x=person % 32 * 30, y=person // 32 * 30)
    network.add_edges(ready.links)
    page = network.generate_html()
    return [len(network.nodes), len(network.edges), float("<canvas" in page or "vis.Network" in page)]


TASKS: dict[str, Callable[[Ready], Any]] = {"page of 1,000 people": _page}
