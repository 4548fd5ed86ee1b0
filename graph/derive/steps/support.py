"""Whether support is on record for the lower teams of a support pair, by the condition of the findings about it.

Contact and support are two records: a link may hold by its contact while nobody is on record as the one who supports.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.derive.step import Work
from graph.derive.steps.required_pairs import Pair


@dataclass(frozen=True)
class Support:
    """What the sheet of links between teams says about support at the as-of date.

    Attributes:
        types: Types of each active team.
        given: Types of the active teams that support it.
    """

    types: Mapping[str, frozenset[str]]
    given: Mapping[str, frozenset[str]]

    def lacking(self, pair: Pair) -> int | None:
        """How many lower teams of a pair no team of its upper type supports on record.

        None where there is nobody to ask about: a pair with leaders, one without a lower team, or one whose lower teams
        carry the upper function themselves.
        """
        if pair.group != "support":
            return None
        wanted = pair.upper.type
        teams = [team for team in pair.lower.teams if wanted not in self.types.get(team, {wanted})]
        return sum(wanted not in self.given[team] for team in teams) if teams else None


def read_support(work: Work) -> Support | None:
    """Support on record; None where no sheet of links between teams was ever loaded."""
    if "team_links" not in work.loaded:
        return None
    found = [(team, types or (), given) for team, types, given in work.found("link_state/supports", as_of=work.as_of)]
    return Support(
        {team: frozenset(types) for team, types, _ in found}, {team: frozenset(given) for team, _, given in found}
    )
