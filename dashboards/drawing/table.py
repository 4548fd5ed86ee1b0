"""The drawing as a table: the same rows and order, states in words, for screen readers, print and spreadsheets."""

from __future__ import annotations

import io
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from dashboards.drawing.address import place
from dashboards.drawing.ancestors import broken_above
from dashboards.drawing.folding import Fold, fold
from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import BuildingPicture, Counts, DistrictPicture, LinkFacts, Picture, Row, StatePicture
from dashboards.drawing.layout_state import lanes_of
from dashboards.drawing.link_sentences import do, facts_of, reports_to, sentence, title, todo
from dashboards.drawing.phrasing import full, in_order, number, opening, plain, share, since
from graph.csv_text import write_csv
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded

if TYPE_CHECKING:
    from datetime import date

_FAMILIES = (("holds",), ("weak", "one_way"), ("gap",), ("starting",), ("cant_tell",))
_PARTS = ("Connected", "Both ways", "On a weak link", "Cut off", "Not begun", "Can't tell")
_SHARES = ("Share connected", "Share both ways")


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table.

    Args:
        cells: Texts, one per column.
        at: Address that its first cell links to; None for no link.
        section: Whether it starts a section: then it has one cell.
        unit_id: The unit's id, so that a search finds it.
    """

    cells: tuple[str, ...]
    at: tuple[str, ...] | None = None
    section: bool = False
    unit_id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Args:
        caption: What it shows.
        columns: Heads, each with whether its cells are numbers.
        lines: Rows.
    """

    caption: str
    columns: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]


def table_of(picture: Picture, *, only_gaps: bool = False, whole: bool = False) -> Table:
    """The table of a picture.

    Args:
        picture: Any of the four pictures.
        only_gaps: Whether units whose line holds are folded away, as in the drawing.
        whole: Whether folded rows are spelled out, for a file.
    """
    if isinstance(picture, BuildingPicture):
        return _building_table(picture)
    columns = _columns(picture)
    lines = [_pad(line, len(columns)) for line in _way(picture)]
    for item in _items(picture, only_gaps=only_gaps and not whole, whole=whole):
        if isinstance(item, Fold):
            lines.append(Line((item.says(noun_of(item.rows)), "", *_middle(picture, item), "")))
        else:
            lines.append(line_of(item, picture))
    if picture.outside:
        lines.append(Line(("Not counted",), section=True))
        lines += [
            _pad(Line((plain(unit), opening(why)), unit_id=unit.unit_id), len(columns)) for unit, why in picture.outside
        ]
    return Table(headline(picture), tuple(columns), tuple(lines))


def _items(picture: Picture, *, only_gaps: bool, whole: bool) -> list[Row | Fold]:
    """The rows as they are drawn."""
    if isinstance(picture, StatePicture) and any(row.unit.level == "region" for row in picture.rows):
        items: list[Row | Fold] = []
        for lane in lanes_of(picture, only_gaps=only_gaps):
            if lane.row is not None:
                items.append(lane.row)
            elif lane.fold is not None:
                items.append(lane.fold)
            else:
                items += lane.beads
        return items
    if whole:
        return [*sorted(picture.rows, key=lambda row: in_order(row.unit))]
    return fold(picture.rows, only_gaps=only_gaps, broken_above=broken_above(picture))


def noun_of(rows: tuple[Row, ...]) -> str:
    """What one of these units is called, in education's word.

    Args:
        rows: Units of any level.
    """
    return LEVEL_WORDS[rows[0].unit.level] if len({row.unit.level for row in rows}) == 1 else "unit"


def _columns(picture: Picture) -> list[tuple[str, bool]]:
    """The heads for a picture's rows, in the profile's words."""
    return [(worded(text), numbers) for text, numbers in _heads(picture)]


def _heads(picture: Picture) -> list[tuple[str, bool]]:
    level = picture.unit.level
    if isinstance(picture, DistrictPicture):
        return [("Building", False), ("Line to the district team", False), ("Leaders", False), ("Building is", False),
                ("What to do", False)]  # fmt: skip
    numbers = [(text, True) for text in (*_PARTS, *_SHARES)]
    if level == "state" and any(row.unit.level == "region" for row in picture.rows):
        districts = [(f"Districts: {text}", True) for text in ("hold", "weak", "broken", "not begun", "can't tell")]
        reach = [("Share that reaches its region", True)]
        return [
            ("Region", False),
            ("Line to the state team", False),
            *districts,
            *numbers,
            *reach,
            ("What to do", False),
        ]
    above = "state" if level == "state" else "region"
    heads = [("District", False), (f"Line to the {above} team", False), ("Leaders", False)]
    return [*heads, *numbers, ("What to do", False)]


def line_of(row: Row, picture: Picture) -> Line:
    """One unit as a row of its picture's table.

    Args:
        row: The unit.
        picture: The picture.
    """
    today, at = picture.facts.as_of, (*place(picture), row.unit.unit_id)
    status = sentence(row.link, today) if row.link else "no teams loaded"
    due = (todo(row.link) if row.link else "") or _owed(row, picture)
    return Line((full(row.unit), status, *_middle(picture, row), due), at, unit_id=row.unit.unit_id)


def _owed(row: Row, picture: Picture) -> str:
    """What to do about the largest gap that a unit's own team has to close; empty if there is none."""
    owed = [gap for gap in picture.repairs.gaps if gap.upper.unit_id == row.unit.unit_id and gap.cuts_off]
    return f"{title(owed[0])}: {do(owed[0])}" if owed else ""


def _middle(picture: Picture, item: Row | Fold) -> tuple[str, ...]:
    """The cells between a row's line and what to do: leaders or districts, buildings, shares."""
    counts, rows = item.counts, (item,) if isinstance(item, Row) else item.rows
    if isinstance(picture, DistrictPicture):
        single = isinstance(item, Row) and item.unit.level == "school"
        status = _status(counts) if single else f"{number(counts.connected)} of {number(counts.total)} connected"
        return (_leaders(rows[0].leaders, picture.facts.as_of) if isinstance(item, Row) else "", status)
    parts = (counts.connected, counts.both_ways, counts.weak, counts.cut_off, counts.starting, counts.cant_tell)
    figures = [number(part) for part in parts]
    has_lines = picture.facts.loaded == "all"
    shares = [share(part, counts) if has_lines else "" for part in (counts.connected, counts.both_ways)]
    if picture.unit.level == "state" and any(row.unit.level == "region" for row in picture.rows):
        below = [child for row in rows for child in row.children if child.unit.level == "district"]
        links = [child.link.family for child in below if child.link]
        districts = [number(sum(family in group for family in links)) for group in _FAMILIES]
        reach = share(counts.reaches_region, counts) if has_lines else ""
        return (*districts, *figures, *shares, reach)
    leaders = _leaders(rows[0].leaders, picture.facts.as_of) if isinstance(item, Row) else ""
    return (leaders, *figures, *shares)


def _leaders(link: LinkFacts | None, today: date | None) -> str:
    """The link to the leaders, which is only about contact."""
    if link is None:
        return ""
    if link.state == "alive":
        return "In contact" if link.days_since is None else f"In contact, {since(link.days_since)}"
    return sentence(link, today)


def _status(counts: Counts) -> str:
    """One building's part."""
    if counts.cut_off:
        return "cut off"
    if counts.starting:
        return "not begun"
    if counts.cant_tell:
        return "can't tell"
    return "connected, both ways" if counts.both_ways else "connected, one way somewhere" if counts.connected else ""


def _way(picture: Picture) -> list[Line]:
    """The steps down to the unit, which are drawn too; the unit's own row shows the totals."""
    today, lines = picture.facts.as_of, []
    for index, step in enumerate(picture.path):
        at = tuple(each.unit.unit_id for each in picture.path[1 : index + 1])
        status = sentence(step.link, today) if step.link else f"Leaders: {_lower(_leaders(step.leaders, today))}"
        if step is picture.path[-1]:
            whole = Row(step.unit, picture.counts, step.link, step.leaders, _children(picture))
            lines.append(Line((full(step.unit), status, *_middle(picture, whole), ""), unit_id=step.unit.unit_id))
        else:
            lines.append(Line((full(step.unit), status), at, unit_id=step.unit.unit_id))
    return lines


def _children(picture: Picture) -> tuple[Row, ...]:
    return tuple(child for row in picture.rows for child in row.children)


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}" if text else "not known"


def _pad(line: Line, width: int) -> Line:
    return Line((*line.cells, *[""] * (width - len(line.cells))), line.at, line.section, line.unit_id)


def _building_table(picture: Picture) -> Table:
    """One building's line: one row per step."""
    heads = ("Unit", "Line to the team above", "What the records show", "Leaders", "What to do")
    lines = []
    for index, step in enumerate(picture.path):
        at = tuple(each.unit.unit_id for each in picture.path[1 : index + 1]) if index + 1 < len(picture.path) else None
        status = sentence(step.link, picture.facts.as_of) if step.link else ""
        known = "; ".join(facts_of(step.link, picture.facts.as_of)) if step.link else ""
        leaders = reports_to(step.leaders) if step.leaders else ""
        due = todo(step.link) if step.link else ""
        lines.append(Line((full(step.unit), status, known, leaders, due), at, unit_id=step.unit.unit_id))
    return Table(headline(picture), tuple((text, False) for text in heads), tuple(lines))


def members(group: Fold, picture: Picture) -> Table:
    """The members of a folded row.

    Args:
        group: The folded row.
        picture: Its picture.
    """
    columns = _columns(picture)
    return Table(group.says(noun_of(group.rows)), tuple(columns), tuple(line_of(row, picture) for row in group.rows))


def csv_text(table: Table) -> str:
    """A table as CSV with a header row; no cell can act as a formula.

    Args:
        table: The table.
    """
    out = io.StringIO()
    write_csv(out, [text for text, _ in table.columns], (line.cells for line in table.lines))
    return out.getvalue()


def html_of(table: Table) -> str:
    """A table as a real table element, every text escaped.

    Args:
        table: The table.
    """
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text, _ in table.columns)
    rows = []
    for line in table.lines:
        span = f' colspan="{len(table.columns)}"' if line.section else ""
        first = f'<th scope="row"{span}>{escape(line.cells[0])}</th>'
        rest = "".join(f"<td>{escape(text)}</td>" for text in line.cells[1:])
        rows.append(f"<tr>{first}{rest}</tr>")
    caption = f"<caption>{escape(table.caption)}</caption>"
    return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
