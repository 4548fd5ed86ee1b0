"""Whether support is on record for the lower teams of a support pair, by the same condition as the findings about it.

Contact and support are separate records: a link may be active through contact while no support is on record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.derive.step import Work
from graph.derive.steps.required_pairs import Pair


@dataclass(frozen=True)
class Support:
    """Support at the as-of date according to the team_links sheet.

    Attributes:
        types: Types of each active team.
        given: Types of the active teams that support it.
    """

    types: Mapping[str, frozenset[str]]
    given: Mapping[str, frozenset[str]]

    def lacking(self, pair: Pair) -> int | None:
        """How many lower teams of a pair have no recorded support from a team of its upper type.

        None if it does not apply: a pair with leaders, one that has not begun or has no lower team, or one whose lower
        teams serve the upper function themselves.
        """
        if pair.group != "support" or (pair.no_team and not pair.absent):
            return None
        wanted = pair.upper.type
        teams = [team for team in pair.lower.teams if wanted not in self.types.get(team, {wanted})]
        return sum(wanted not in self.given[team] for team in teams) if teams else None


def read_support(work: Work) -> Support | None:
    """Support on record; None if no team_links sheet has been loaded."""
    if "team_links" not in work.loaded:
        return None
    found = [(team, types or (), given) for team, types, given in work.found("link_state/supports", as_of=work.as_of)]
    return Support(
        {team: frozenset(types) for team, types, _ in found}, {team: frozenset(given) for team, _, given in found}
    )
