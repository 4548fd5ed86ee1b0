"""The text of the loop board: every required pair is in one of ten states, and each row adds up to its pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.drawing.headline import not_begun
from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.drawing.phrasing import lane, many, named, number
from dashboards.shell.address import LOOP_BOARD, address, unit_address
from dashboards.shell.icons import Part, lone, part, state
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import spoken_profile, worded

if TYPE_CHECKING:
    from datetime import date

STATES = {
    "alive": "Holds",
    "goodwill": "Nothing in writing",
    "one_way_down": "Down only",
    "one_way_up": "Up only",
    "stale": "Overdue",
    "paper": "On paper only",
    "missing": "Nothing on record",
    "no_team": "No team yet",
    "starting": "Not begun",
    "cant_tell": "Can't tell",
}
_RED = {"paper", "missing", "no_team"}
_BAR = {
    "alive": "holds",
    "paper": "gap",
    "missing": "gap",
    "no_team": "gap",
    "starting": "starting",
    "cant_tell": "cant",
}
_ENOUGH, _HALF = 0.9, 0.6


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of required pair.

    Attributes:
        kind: Its code in the profile.
        name: Who must be in touch, for the board's row.
        brief: The same in two words, for the table by region.
        heading: The two units, for the heading of a selected cell.
        leadership: Whether it is a team with its own leaders.
        top: Whether it is the state's own pair, which belongs to no region.
    """

    kind: str
    name: str
    brief: str
    heading: str
    leadership: bool = False
    top: bool = False


_TEAMS = {"state": "State team", "region": "Regional team", "district": "District team", "school": "Building team"}
_LED_BY = {
    "state": ("State Management Team", "its leaders"),
    "region": ("its leaders", "its leaders"),
    "district": ("superintendent's team", "superintendent"),
    "school": ("principal's team", "principal"),
}


def kinds() -> list[Kind]:
    """The kinds of pairs that the profile requires: the line from the top down, then each team and its leaders."""
    profile = spoken_profile()
    found = [_support(kind, *levels) for kind, levels in profile.support_levels]
    return [*found, *(_leadership(kind, level) for kind, level in profile.leadership_levels)]


def _support(kind: str, upper: str, lower: str) -> Kind:
    above = _TEAMS[upper].lower()
    its = "" if upper == "state" else "its "
    brief = worded(f"{LEVEL_WORDS[lower]} and {LEVEL_WORDS[upper]}")
    return Kind(kind, worded(f"{_TEAMS[lower]} and {its}{above}"), brief, brief)


def _leadership(kind: str, level: str) -> Kind:
    team_of, leader = _LED_BY[level]
    brief = worded(f"{LEVEL_WORDS[level]} and {leader}")
    heading = worded("state team and its leaders") if level == "state" else brief
    return Kind(kind, worded(f"{_TEAMS[level]} and {team_of}"), brief, heading, leadership=True, top=level == "state")


@dataclass(frozen=True, slots=True)
class Share:
    """Pairs of one kind in one region: how many, how many hold, the state if there is only one, how many not begun."""

    pairs: int
    holding: int
    shown: str = ""
    starting: int = 0

    @property
    def begun(self) -> int:
        """Pairs without those that have not begun."""
        return self.pairs - self.starting


@dataclass(frozen=True, slots=True)
class Pair:
    """One required pair.

    Attributes:
        link: The link between the two teams.
        within: Name of the unit above the lower one; empty if there is none.
        upper_team: Id of the upper team; empty if there is none.
        lower_team: Id of the lower team; empty if there is none.
    """

    link: LinkFacts
    within: str = ""
    upper_team: str = ""
    lower_team: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the page shows.

    Attributes:
        counts: Pairs by kind and state.
        regions: (region, shares by kind), in the drawing's order.
        chosen: (kind, state) of the selected cell.
        pairs: The selected cell's pairs, those with most buildings first.
        only_pair: Id of the only pair of them that is listed; empty for all.
        as_of: As-of date.
        writing: Whether a protocols sheet was loaded.
        only_gaps: Whether rows and regions without a gap are hidden.
        name: The region, if only one is shown.
    """

    counts: Mapping[tuple[str, str], int]
    regions: Sequence[tuple[UnitRef, Mapping[str, Share]]] = ()
    chosen: tuple[str, str] | None = None
    pairs: Sequence[Pair] = ()
    only_pair: str = ""
    as_of: date | None = None
    writing: bool = True
    only_gaps: bool = False
    name: str = ""

    def total(self, *, states: Sequence[str] = tuple(STATES)) -> int:
        """Pairs in some states, of all kinds."""
        return sum(count for (_, shown), count in self.counts.items() if shown in states)

    def row(self, kind: str) -> int:
        """Pairs of a kind."""
        return sum(count for (found, _), count in self.counts.items() if found == kind)

    @property
    def listed(self) -> list[Pair]:
        """The pairs of the selected cell that the page lists."""
        return [pair for pair in self.pairs if self.only_pair in {"", pair.link.link_id}]

    @property
    def kinds(self) -> list[Kind]:
        """Kinds of pairs in this state, in the board's order."""
        return [kind for kind in kinds() if self.row(kind.kind)]


def headline_of(board: Board) -> str:
    """How many pairs hold."""
    return named(board.name, _answer(board))


def _answer(board: Board) -> str:
    total, holding = board.total(), board.total(states=("alive",))
    if not total:
        return "No pair of teams is required yet: no unit is in scope."
    starting = board.total(states=("starting",))
    begun, rest = total - starting, f"; {not_begun(starting)}" if starting else ""
    if not begun:
        return f"None of the {number(total)} required pairs has begun yet."
    if board.total(states=("cant_tell",)) * 2 >= begun:
        return f"For {number(board.total(states=('cant_tell',)))} of {number(total)} required pairs we can't tell yet."
    if begun == holding:
        return f"All {number(begun)} required pairs{' that have begun' if starting else ''} hold{rest}."
    return f"{number(holding)} of {number(begun)} required pairs {'holds' if holding == 1 else 'hold'}{rest}."


def lead_of(board: Board) -> list[Child]:
    """What "holds" means; silent pairs, teams not formed, and messages that only go down."""
    silent, unformed = board.total(states=("missing", "paper")), board.total(states=("no_team",))
    down = board.total(states=("one_way_down",))
    parts: list[Child] = []
    if silent:
        verb = "pair has" if silent == 1 else "pairs have"
        parts.append(tag("strong", f"{number(silent)} {verb} no contact on record"))
    if unformed:
        parts.append(f"{'; in' if parts else 'In'} {number(unformed)}, a team is not formed yet")
    if parts:
        parts.append(".")
    if down:
        parts.append(f" In {number(down)}, messages go down and nothing is on record coming back.")
    unknown = board.total(states=("cant_tell",))
    if unknown:
        parts.append(f" For {number(unknown)} we can't tell.")
    if board.total():
        parts.append(f"{' ' if parts else ''}{holds_of(writing=board.writing)}")
    return parts


def holds_of(*, writing: bool) -> str:
    """What it means that a pair holds, for leaders' pairs too.

    Args:
        writing: Whether a protocols sheet was loaded.
    """
    written = worded("; on the line from state to building it is agreed in writing, too") if writing else ""
    return f"A pair holds when contact goes both ways and is on time{written}."


def compose_board(board: Board) -> Markup:
    """The board and the table by region."""
    head = tag(
        "tr",
        tag("th", "Who must be in touch", scope="col", class_="who"),
        tag("th", "pairs", scope="col", class_="pairs"),
        [tag("th", state(shown), tag("span", name), scope="col", class_="state") for shown, name in STATES.items()],
    )
    groups = ((worded("The line from state to building"), False), ("Each team and its own leaders", True))
    body = [_group(board, title, leadership=leadership) for title, leadership in groups]
    table = tag("table", tag("thead", head), body, class_="board", aria_label="Required pairs by state")
    return join(
        tag("p", _hidden(board), class_="muted") if board.only_gaps else None,
        tag("div", table, class_="scroll"),
        _regions(board),
    )


def _hidden(board: Board) -> str:
    """What "Only gaps" leaves out."""
    kinds_left = sum(not _has_gap(board, kind) for kind in board.kinds)
    regions_left = sum(not _lacks(shares) for _, shares in board.regions)
    parts = [many(kinds_left, "kind") + " of pairs"] if kinds_left else []
    parts += [many(regions_left, "region")] if regions_left else []
    return f"Only gaps are shown. Hidden, because nothing is missing: {' and '.join(parts)}." if parts else ""


def _has_gap(board: Board, kind: Kind) -> bool:
    return any(board.counts.get((kind.kind, state_)) for state_ in _RED)


def _group(board: Board, title: str, *, leadership: bool) -> Markup | None:
    shown = [kind for kind in board.kinds if kind.leadership == leadership]
    if board.only_gaps:
        shown = [kind for kind in shown if _has_gap(board, kind)]
    if not shown:
        return None
    heading = tag("tr", tag("th", title, colspan=len(STATES) + 2, scope="rowgroup"), class_="group")
    return tag("tbody", heading, [_row(board, kind) for kind in shown])


def _row(board: Board, kind: Kind) -> Markup:
    pairs = board.row(kind.kind)
    return tag(
        "tr",
        tag("th", kind.name, scope="row", class_="who"),
        tag("td", number(pairs), class_="pairs"),
        [_cell(board, kind, shown, pairs) for shown in STATES],
    )


def _cell(board: Board, kind: Kind, shown: str, pairs: int) -> Markup:
    count = board.counts.get((kind.kind, shown), 0)
    if not count:
        return tag("td", "\N{EN DASH}", class_="cell none")
    chosen = board.chosen == (kind.kind, shown)
    width = max(1.5, 49 * count / pairs)
    bar = tag(
        "span", tag("span", class_=f"bar {_BAR.get(shown, 'weak')}", style=f"width:{width:.1f}px"), class_="track"
    )
    label = f"{kind.name}, {STATES[shown].lower()}: {number(count)} of {number(pairs)}"
    cell = link(
        join(tag("strong", number(count), class_="gap" if shown in _RED else None), bar),
        address(LOOP_BOARD, cell=f"{kind.kind}.{shown}", only="gaps" if board.only_gaps else None),
        aria_label=label,
        aria_current="true" if chosen else None,
    )
    return tag("td", cell, class_="cell chosen" if chosen else "cell")


def _regions(board: Board) -> Markup | None:
    columns = [kind for kind in board.kinds if not kind.top]
    rows = [(unit, shares) for unit, shares in board.regions if not board.only_gaps or _lacks(shares)]
    if not rows or not columns:
        return None
    head = tag(
        "tr",
        tag("th", worded("Pairs that hold, by region"), scope="col"),
        [tag("th", kind.brief, scope="col") for kind in columns],
    )
    body = [
        tag(
            "tr",
            tag("th", link(lane(unit), unit_address(unit.unit_id), class_="quiet"), scope="row"),
            [_share(shares.get(kind.kind)) for kind in columns],
        )
        for unit, shares in rows
    ]
    table = tag("table", tag("thead", head), tag("tbody", body), class_="regions")
    return tag("div", table, class_="scroll")


def _lacks(shares: Mapping[str, Share]) -> bool:
    return any(share.holding < share.begun for share in shares.values())


def _share(share: Share | None) -> Markup:
    if share is None or not share.pairs:
        return tag("td", "\N{EN DASH}", class_="muted")
    shown = share.shown if share.pairs == 1 else "" if share.begun else "starting"
    if shown:
        return tag("td", lone(shown), tag("span", STATES[shown].lower()))
    holding_share = share.holding / share.begun
    size: Part = "full" if holding_share >= _ENOUGH else "half" if holding_share >= _HALF else "quarter"
    return tag("td", part(size), tag("span", f"{number(share.holding)} of {number(share.begun)}"))
