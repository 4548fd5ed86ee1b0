"""Units that share their name with another of their level: a sentence that names one says where it is.

This is the one place that decides it, for findings and for pages: "Osprey High School (Elmside)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.queries.catalog import catalog
from graph.runner import Runner

VIEW = "shared_names"
"""The view that finds them."""


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Names that are not unique.

    Attributes:
        places: By unit id, the name and that of the unit which this one is part of.
    """

    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]]) -> Namesakes:
        """From rows of the view `shared_names`."""
        return cls({row["unit_id"]: (row["name"], row["within"]) for row in rows})

    @classmethod
    def read(cls, runner: Runner) -> Namesakes:
        """Read them from the graph."""
        return cls.of(runner.read(catalog()[VIEW].text).rows)

    def placed(self, text: str, unit_ids: Iterable[str]) -> str:
        """A text in which units with a shared name have the unit that they are part of beside it.

        Nothing is added where the text says it anyway, or where two of these units have the same name, so that it is
        not known which of them is meant where.

        Args:
            text: A sentence, or the name of a team.
            unit_ids: The units that it may name.
        """
        known = [self.places[unit_id] for unit_id in dict.fromkeys(unit_ids) if unit_id in self.places]
        times = Counter(name for name, _ in known)
        for name, within in known:
            if times[name] == 1 and not _whole(within).search(text):
                text = _with_place(text, name, within)
        return text


def _with_place(text: str, name: str, within: str) -> str:
    found = _whole(name).search(text)
    return f"{text[: found.end()]} ({within}){text[found.end() :]}" if found else text


def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
