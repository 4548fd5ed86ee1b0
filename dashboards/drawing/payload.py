"""Everything that a picture shows on a page, as data for the page's script."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboards.drawing.address import place
from dashboards.drawing.ancestors import broken_above
from dashboards.drawing.cards import panel
from dashboards.drawing.draw import draw
from dashboards.drawing.folding import Fold, fold, hidden_words
from dashboards.drawing.headline import banner, headline
from dashboards.drawing.inputs import BuildingPicture, StatePicture
from dashboards.drawing.layout_state import form_of, lanes_of
from dashboards.drawing.legend import legend_name, legends
from dashboards.drawing.phrasing import day, full
from dashboards.drawing.scene import build_scene, card_data
from dashboards.drawing.summary import summary
from dashboards.drawing.table import Table, csv_text, members, noun_of, table_of
from graph.model.vocabulary import LEVEL_WORDS, LINE_LEVELS
from graph.profile.words import spoken, worded
from graph.wording import say_share

if TYPE_CHECKING:
    from dashboards.drawing.card import Card
    from dashboards.drawing.drawing import Drawing
    from dashboards.drawing.inputs import Picture, UnitRef

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """The user's choices on the page.

    Args:
        only_gaps: Whether units whose line holds are folded away.
        opened: Key of the folded row that is open; empty for none.
        with_csv: Whether the table is also sent as a file.
        still: Whether the picture is in a standalone file, from which no other picture can be opened.
    """

    only_gaps: bool = False
    opened: str = ""
    with_csv: bool = False
    still: bool = False


def build_body(picture: Picture, view: View | None = None) -> Body:
    """The data of a picture, ready to be sent.

    Args:
        picture: Any of the four pictures.
        view: The user's choices on the page.
    """
    view = view or View()
    beside = panel(picture)
    drawing = draw(picture, beside.numbers or {}, only_gaps=view.only_gaps)
    table = table_of(picture, only_gaps=view.only_gaps)
    body: Body = {
        "id": f"{picture.unit.level} {picture.unit.unit_id}",
        "headline": headline(picture),
        "lead": [list(span) for span in summary(picture)],
        "banner": banner(picture),
        "as_of": as_of(picture),
        "crumbs": [] if view.still else _crumbs(picture),
        "hint": "" if view.still else _hint(picture),
        "filter": not view.still and not isinstance(picture, BuildingPicture) and bool(picture.rows),
        "only_gaps": view.only_gaps,
        "hidden": _hidden(picture) if view.only_gaps else "",
        "row": isinstance(picture, BuildingPicture),
        "panel": {
            "heading": beside.heading,
            "cards": [_card(card, view) for card in beside.cards],
            "foot": beside.foot,
            "support": beside.support,
            "besides": beside.besides,
            "list": not view.still,
        },
        "legend": legend_name(picture, beads=form_of(lanes_of(picture, only_gaps=view.only_gaps))[1]),
        "table": table_data(table, view),
        "file": file_name(picture, "csv"),
        "scene": _scene(drawing, view) if drawing else None,
    }
    if spoken().terms and body["legend"]:
        # Browsers cache the scripts, which therefore contain the legends in education's words.
        body["legend_said"] = legends()[str(body["legend"])]
    body.update(_folds(picture, view))
    if view.with_csv or view.still:
        body["csv"] = csv_text(table_of(picture, whole=True))
    if not view.still:
        body.update(_around(picture))
    return body


def _hidden(picture: Picture) -> str:
    """What "Only gaps" folds away; in a state with regions what stands directly below the state stays."""
    regions = tuple(row for row in picture.rows if row.unit.level == "region")
    rows = regions if isinstance(picture, StatePicture) and regions else picture.rows
    return hidden_words(rows, noun_of(rows), broken_above=rows is not regions and broken_above(picture)) if rows else ""


def _card(card: Card, view: View) -> dict[str, Any]:
    return card_data(replace(card, at=None, record="") if view.still else card)


def _scene(drawing: Drawing, view: View) -> dict[str, Any]:
    """The scene; in a file without links to other pictures."""
    scene = build_scene(drawing)
    if view.still:
        for target in scene["targets"]:
            for name in ("at", "record"):
                target.get("card", {}).pop(name, None)
    return scene


def table_data(table: Table, view: View, key: str = "") -> dict[str, Any]:
    """A table for the script.

    Args:
        table: The table.
        view: The user's choices on the page.
        key: Key of the folded row that it lists; empty for the whole picture's table.
    """
    rows: list[dict[str, Any]] = []
    for line in table.lines:
        row: dict[str, Any] = {"cells": list(line.cells)}
        if line.at is not None and not view.still:
            row["at"] = list(line.at)
        if line.section:
            row["section"] = True
        if key:
            row["id"] = line.unit_id
        rows.append(row)
    columns = [{"text": text, "number": 1} if numeric else {"text": text} for text, numeric in table.columns]
    return {"caption": table.caption, "columns": columns, "rows": rows, **({"key": key} if key else {})}


def _folds(picture: Picture, view: View) -> dict[str, Any]:
    """The folded row that is open; in a file all of them, because none can be requested later."""
    groups = {group.key: group for group in _groups(picture, view)}
    if view.still:
        return {"folds": {key: table_data(members(group, picture), view, key) for key, group in groups.items()}}
    group = groups.get(view.opened)
    return {"fold": table_data(members(group, picture), view, group.key)} if group else {}


def _groups(picture: Picture, view: View) -> list[Fold]:
    if isinstance(picture, StatePicture) and any(row.unit.level == "region" for row in picture.rows):
        return [lane.fold for lane in lanes_of(picture, only_gaps=view.only_gaps) if lane.fold]
    items = fold(picture.rows, only_gaps=view.only_gaps, broken_above=broken_above(picture))
    return [item for item in items if isinstance(item, Fold)]


def as_of(picture: Picture) -> str:
    """The as-of line, which also says if the data are invented."""
    facts = picture.facts
    parts = [f"Data as of {day(facts.as_of, None)}"] if facts.as_of else []
    if facts.coverage is not None:
        parts.append(f"contact records for {say_share(facts.coverage)} of active teams")
    if facts.invented:
        parts.append("invented data")
    return " \N{MIDDLE DOT} ".join(parts)


def _crumbs(picture: Picture) -> list[dict[str, Any]]:
    """The breadcrumbs; all parts but the last are links."""
    crumbs: list[dict[str, Any]] = []
    for index, step in enumerate(picture.path):
        crumb: dict[str, Any] = {"text": worded("State") if step.unit.level == "state" else full(step.unit)}
        if index + 1 < len(picture.path):
            crumb["at"] = place(picture)[:index]
        crumbs.append(crumb)
    return crumbs


def _hint(picture: Picture) -> str:
    """What to choose next."""
    levels = {row.unit.level for row in picture.rows}
    return next((worded(f"choose a {LEVEL_WORDS[level]}") for level in LINE_LEVELS[1:] if level in levels), "")


def _around(picture: Picture) -> dict[str, Any]:
    """Links up and to both siblings."""
    here, out = place(picture), {}
    if here:
        out["up"] = here[:-1]
    for name, unit in (("before", picture.before), ("after", picture.after)):
        if unit is not None:
            out[name] = _beside(unit, here)
    return out


def _beside(unit: UnitRef, here: list[str]) -> Any:  # noqa: ANN401 - becomes JSON
    return {"text": full(unit), "at": [*here[:-1], unit.unit_id]}


def file_name(picture: Picture, ending: str) -> str:
    """A file name for this picture, safe on every system.

    Args:
        picture: Any picture.
        ending: The extension, without the dot.
    """
    unit = re.sub(r"[^A-Za-z0-9]+", "_", f"{picture.unit.level}_{picture.unit.unit_id}").strip("_")[:60]
    return f"loopline_{unit}.{ending}"
