"""The frame of every page: style, as-of text, breadcrumbs, headline, and what to show when data are missing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.drawing.palette import DARK, LIGHT
from dashboards.drawing.phrasing import clean
from dashboards.shell.address import DATA_HEALTH, address
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.wording import say_share

if TYPE_CHECKING:
    from datetime import date

    from graph.errors import LooplineError

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
INVENTED = "Invented data: this is the demo state. No real unit, team or person is shown."


def brief_day(value: date, *, year: bool = True) -> str:
    """A date with a three-letter month: "31 Oct 2026"."""
    return f"{value.day} {_MONTHS[value.month - 1]}" + (f" {value.year}" if year else "")


@cache
def _style() -> str:
    colors = "".join(f"--ll-{role}:light-dark({LIGHT[role]},{DARK[role]});" for role in LIGHT)
    text = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    return f"<style>.stApp{{{colors}}}\n{text}</style>"


def dress() -> None:
    """Add the style of all pages; once per run, before the page."""
    st.html(_style())


def as_of_text(context: LoadContext) -> Markup:
    """The data's as-of date, top right; bold with a clock if the data are older than their schedule."""
    if context.as_of is None:
        return tag("div", "No data yet", class_="asof")
    day = f"Data as of {brief_day(context.as_of)}"
    text = tag("span", "\N{CLOCK FACE FOUR OCLOCK} " + day, class_="late") if context.late else day
    return tag("div", text, _covered(context), class_="asof")


def _covered(context: LoadContext) -> str:
    dot = " \N{MIDDLE DOT} "
    if context.loaded == "units":
        return dot + "no teams yet"
    if context.loaded != "all":
        return dot + "no contact records yet"
    if context.coverage is None:
        return ""
    return dot + f"contact records for {say_share(context.coverage)} of active teams"


def crumbs(*steps: Child, then: str = "", buttons: Child = None) -> Markup:
    """The breadcrumbs above the headline.

    Args:
        steps: The path to this place, as links, and the place itself last.
        then: What can be chosen next, muted.
        buttons: Links and buttons on the right.
    """
    between = tag("span", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}", class_="muted", aria_hidden=True)
    path: list[Child] = []
    for step in (*steps, tag("span", then, class_="next") if then else None):
        if step is not None:
            path += [between, step] if path else [step]
    return tag(
        "div",
        tag("nav", *path, aria_label="Where you are"),
        tag("div", buttons, class_="buttons") if buttons else None,
        class_="crumbs",
    )


def print_button(label: str = "Print") -> Markup:
    """A button that opens the browser's print dialog."""
    return tag("button", label, type="button", class_="button", data_do="print")


def toggle(label: str, address: str, *, on: bool) -> Markup:
    """A button that is a link: its state is in the address."""
    return link(label, address, class_="button", aria_current="true" if on else None)


def top(context: LoadContext, *parts: Child) -> Markup:
    """The as-of text, the demo's banner and the top of the page."""
    banner = tag("p", INVENTED, class_="banner", role="note") if context.invented else None
    return join(tag("div", banner, as_of_text(context), class_="basis-line"), *parts)


def headline(text: str, *lead: Child) -> Markup:
    """The page's answer, and one more sentence."""
    return join(tag("h1", text), tag("p", *lead, class_="lead") if lead else None)


def unknown(value: str, text: str) -> Markup | None:
    """A line saying that a value in the address does not exist; None if the value is empty.

    Args:
        value: The value in the address.
        text: What is wrong with it and what is shown instead; `{}` stands for the value.
    """
    return tag("p", text.format(clean(value)[:80]), class_="unknown", role="status") if value else None


def nothing_loaded(context: LoadContext, page: str) -> Markup:
    """What every page shows before the first load, with a next step."""
    return top(
        context,
        crumbs(tag("strong", page)),
        headline("Nothing is loaded yet. Load a staff export to begin."),
        tag(
            "div",
            tag("p", "From the command line, with the folder of sheets or the export file:"),
            tag("pre", "loopline load FOLDER --source NAME --as-of DATE"),
            tag("p", link("See what to collect first", address(DATA_HEALTH), class_="button")),
            class_="card start",
        ),
    )


def not_derived(context: LoadContext, page: str) -> Markup:
    """What pages about links show if the last load was not followed by a derivation."""
    return top(
        context,
        crumbs(tag("strong", page)),
        headline("The links have not been worked out since the last load."),
        tag("div", tag("p", "From the command line:"), tag("pre", "loopline derive"), class_="card start"),
    )


def unreachable(page: str, error: LooplineError) -> Markup:
    """An error with its fix, in place of the page."""
    return join(
        crumbs(tag("strong", page)),
        headline("This page can't be shown now."),
        tag("div", tag("p", error.message), tag("p", error.fix) if error.fix else None, class_="card start"),
    )
