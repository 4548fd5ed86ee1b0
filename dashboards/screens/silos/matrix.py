"""The layout of the silos page: the triangle of units, its legend, the cards next to it and the list below."""

from __future__ import annotations

from dashboards.drawing.glyphs import team
from dashboards.drawing.phrasing import number, opening, small
from dashboards.screens.silos.text import (
    COLUMNS,
    Between,
    Inward,
    Look,
    Matrix,
    basis_of,
    cells,
    expected_text,
    noun,
    split_silence,
    usual_of,
)
from dashboards.shell.address import FINDINGS, address, unit_address
from dashboards.shell.icons import figure, part
from dashboards.shell.markup import Child, Markup, join, link, tag
from dashboards.shell.plain_table import plain_table

_CARDS = 3
_LISTED = 6
# With at most this many units, the triangle leaves room for the cards next to it.
_BESIDE = 8
_DECIDES = "The leadership over both decides."


def mark(look: Look, text: str = "") -> Markup:
    """The circle of a cell."""
    if look == "none":
        return figure(team("circle", 8.5, "broken"), text, side=20)
    return part({"full": "full", "half": "half", "unknown": "unknown"}.get(look, "none"), text)  # type: ignore[arg-type]


def compose_main(matrix: Matrix) -> Markup:
    """The triangle or its table, what "expected" means, and units that talk among themselves."""
    if matrix.missing:
        return _inward(matrix) or join()
    shown = (
        plain_table(COLUMNS, {2, 3}, (cells(matrix, pair) for pair in matrix.pairs.values()))
        if matrix.table
        else join(_triangle(matrix), _legend(matrix))
    )
    return join(shown, tag("p", basis_of(matrix), class_="basis muted"), _inward(matrix))


def _triangle(matrix: Matrix) -> Markup:
    numbers = {(pair.one, pair.other): place for place, pair in enumerate(matrix.silences[:_CARDS], 1)}
    body = []
    for place, unit in enumerate(matrix.units):
        row = [_cell(matrix, before.unit_id, unit.unit_id, numbers) for before in matrix.units[:place]]
        inside = tag("td", tag("span", "inside"), class_="inside")
        body.append(tag("tr", tag("th", matrix.name(unit.unit_id), scope="row"), row, inside))
    feet = [tag("th", matrix.name(unit.unit_id), scope="col") for unit in matrix.units]
    foot = tag("tfoot", tag("tr", tag("td"), feet))
    of, look = noun(matrix.level, 2), "triangle wide" if len(matrix.units) > _BESIDE else "triangle"
    table = tag("table", tag("tbody", body), foot, class_=look, aria_label=f"Contact between {of}")
    # Wide content can be scrolled with the keyboard too.
    return tag("div", table, class_="scroll", tabindex=0, role="region", aria_label=f"Contact between {of}")


def _cell(matrix: Matrix, first: str, second: str, numbers: dict[tuple[str, str], int]) -> Markup:
    pair = matrix.between(first, second)
    if first in matrix.few or second in matrix.few:
        framed = " framed" if pair and pair.required else ""
        return tag("td", tag("span", "too few", tag("br"), "to show", class_="box"), class_=f"few{framed}")
    if pair is None:
        return tag("td", tag("span", "\N{EN DASH}", class_="box muted"))
    looks = [pair.look, *(["framed"] if pair.required else []), *(["lacks"] if pair.lacks else [])]
    place = numbers.get((pair.one, pair.other))
    disc = tag("span", str(place), class_="disc", aria_hidden=True) if place else None
    text = f"{matrix.name(first)} and {matrix.name(second)}" + (": must work together" if pair.required else "")
    inner = join(disc, _figures(matrix, pair), tag("span", f" ({text})", class_="hidden"))
    return tag("td", tag("span", inner, class_="box"), class_=" ".join(looks))


def _figures(matrix: Matrix, pair: Between) -> Markup:
    if pair.look == "unexpected":
        return join(tag("b", "none"), tag("span", "not required", class_="of") if matrix.fine else None)
    if pair.ties is None:
        return join(tag("span", mark("unknown"), class_="top"), tag("span", "can't tell", class_="of"))
    top = tag("span", mark(pair.look), tag("b", number(pair.ties)), class_="top")
    return join(top, tag("span", expected_text(matrix, pair), class_="of"))


def _legend(matrix: Matrix) -> Markup:
    pairs = list(matrix.pairs.values())
    looks = {pair.look for pair in pairs}
    must = any(pair.required for pair in pairs)
    unit = noun(matrix.level)
    enough = "at least half of expected" + (", and enough where joint work is required" if must else "")
    unasked = f"; these {noun(matrix.level, 2)} are not required to work together" if matrix.fine else ""
    entries: list[tuple[bool, Child, str]] = [
        ("full" in looks, part("full"), enough),
        ("half" in looks, part("half"), "less"),
        ("none" in looks, mark("none"), "none, though joint work is required"),
        ("unexpected" in looks, tag("b", "none"), "no contact on record" + unasked),
        ("unknown" in looks, part("unknown"), "can't tell"),
        (must, tag("span", class_="swatch framed"), "joint work required; tinted where there is too little contact"),
        (bool(matrix.silences), tag("span", "1", class_="disc"), "its place among the silences to break first"),
        (bool(matrix.few), tag("span", class_="swatch few"), f"{unit} of fewer than {matrix.least} people"),
        (bool(pairs), tag("span", class_="swatch own"), f"the {unit} itself: contact inside it is not counted"),
    ]
    items = [tag("span", drawn, f" {label}") for shown, drawn, label in entries if shown]
    return tag("div", tag("strong", "Pairs of people in contact", class_="muted"), items, class_="key")


def compose_side(matrix: Matrix) -> Markup:
    """Pairs without contact to address first, each with what to do."""
    if matrix.missing:
        return join()
    silences = matrix.silences
    cards = [_card(matrix, pair, place) for place, pair in enumerate(silences[:_CARDS], 1)]
    if matrix.silence:
        heading = tag("h3", split_silence(matrix.silence)[0])
        do = tag("p", tag("strong", "Do: "), matrix.silence.advice, class_="do")
        cards.insert(0, tag("div", heading, do, class_="card silence"))
    left = len(silences) - _CARDS
    if left > 0:
        pairs = "pair" if left == 1 else "pairs"
        cards.append(tag("p", f"And {small(left)} more {pairs} with a dark frame and a tint.", class_="muted"))
    if not cards:
        known = all(pair.look == "full" for pair in matrix.pairs.values() if pair.required)
        title = "No silence to break" if known else "No silence is known"
        cards = [tag("div", tag("h3", title), tag("p", _no_silence(matrix)), class_="card")]
    return join(tag("h2", "Silences to break first", class_="side"), cards)


def _no_silence(matrix: Matrix) -> str:
    several = noun(matrix.level, 2)
    must = [pair for pair in matrix.pairs.values() if pair.required]
    if not must:
        return (
            f"Silence matters where joint work is required. The joint work sheet names the {several} that must work "
            "together; nothing is guessed."
        )
    if all(pair.look == "full" for pair in must):
        return "Every pair that must work together has at least half of the contact that would be expected."
    return "No pair that must work together is known to be silent; for the others we can't tell."


def _card(matrix: Matrix, pair: Between, place: int) -> Markup:
    names = f"{matrix.name(pair.one)} and {matrix.name(pair.other)}"
    found = f": {number(pair.ties)}, {expected_text(matrix, pair)}" if pair.ties else ": none"
    heading = tag("h3", tag("span", str(place), class_="disc"), tag("span", names, found))
    return tag(
        "div",
        heading,
        tag("p", _why(matrix, pair)),
        tag("p", tag("strong", "Do: "), _do(pair), class_="do"),
        class_="card silence",
    )


def _why(matrix: Matrix, pair: Between) -> str:
    text = f"Joint work is required: {pair.why.rstrip('.')}. " if pair.why else "Joint work is required. "
    by_chance = expected_text(matrix, pair).removeprefix("expected ")
    if by_chance.startswith("at least"):
        expectation = f"{opening(by_chance)} pairs of people should be in contact"
    else:
        expectation = f"{by_chance} {'pair' if by_chance == '1' else 'pairs'} of people would be expected"
    are = "pair is" if pair.ties == 1 else "pairs are"
    text += f"{expectation}; {small(pair.ties)} {are}." if pair.ties else f"{expectation}; no contact is on record."
    if pair.role:
        text += f" What goes between them goes mostly through one role, {pair.role}."
    return text


def _do(pair: Between) -> str:
    if pair.ties:
        return f"Agree in writing what is shared, and add a second person on each side. {_DECIDES}"
    return f"Name one linking person on each side, and agree in writing when they meet. {_DECIDES}"


def _inward(matrix: Matrix) -> Markup | None:
    title = tag("h2", "Units that keep to themselves", class_="next")
    if matrix.inward_missing:
        return join(title, tag("p", f"We can't tell: {matrix.inward_missing}.", class_="muted"))
    usual = usual_of(matrix)
    about = tag("p", usual, class_="basis muted") if usual else None
    silent = [tag("li", of.silence) for of in matrix.figures if of.silence]
    items = [*silent, *(tag("li", _one_inward(each)) for each in matrix.inward[:_LISTED])]
    if not items:
        return join(
            title, about, tag("p", "No unit stands out from its level, as far as contact is on record.", class_="muted")
        )
    left = len(matrix.inward) - _LISTED
    more = f"All {number(len(silent) + len(matrix.inward))} in the findings" if left > 0 else "Open the findings"
    return join(title, about, tag("ul", items, class_="inward"), tag("p", link(more, address(FINDINGS, kind="N"))))


def _one_inward(each: Inward) -> Child:
    if not each.unit_id:
        return each.sentence
    return link(each.sentence, unit_address(each.unit_id), class_="quiet")
