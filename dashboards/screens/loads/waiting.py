"""Loads that wait: held ones with their reasons, their plan and how to decide, and those that did not finish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboards.loads.counts import split
from dashboards.screens.loads.text import change_list, clean_sentence, moment, named
from dashboards.shell.markup import Markup, join, tag

if TYPE_CHECKING:
    from dashboards.loads.listing import ListedLoad


def compose_waiting(held: Sequence[ListedLoad], unfinished: Sequence[ListedLoad]) -> Markup:
    """Held loads first, then those that did not finish; nothing if there are none.

    Args:
        held: Loads that wait for a decision.
        unfinished: Loads that have begun and were not published.
    """
    return join(_held(held), _unfinished(unfinished))


def _held(held: Sequence[ListedLoad]) -> Markup | None:
    if not held:
        return None
    of = "this load" if len(held) == 1 else "these loads"
    it, its_source = ("It", "the source") if len(held) == 1 else ("They", "the sources")
    return join(
        tag("h2", "Waiting for a decision", class_="next"),
        tag(
            "p",
            f"Nothing of {of} was written. {it} would end or change more than a usual month does, so somebody who "
            f"knows {its_source} has to look first.",
        ),
        [_held_card(load) for load in held],
    )


def _held_card(load: ListedLoad) -> Markup:
    plan = change_list(*split(load.plan)) or tag("p", "It would change nothing.")
    return tag(
        "div",
        tag("h3", named(load)),
        tag("p", f"It has been waiting since {moment(load.when)}."),
        tag("h4", "Why it waits"),
        tag("ul", [tag("li", clean_sentence(reason)) for reason in load.reasons]),
        tag("h4", "What it would do"),
        plan,
        tag("p", "Ended: no longer in the files; it stays on record as history.", class_="small muted"),
        tag("h4", "How to decide"),
        tag("p", "If the files are right, load them as planned:"),
        _command("approve", load.load_id),
        tag("p", "If not, drop them, and load the right ones:"),
        _command("reject", load.load_id),
        tag(
            "p",
            "Write in a few words why, in place of the dots, and name nobody: it stays on record. Both are commands "
            "for the machine on which Loopline runs. They are not on this page until people have roles in Loopline, "
            "because everybody who can open the page could decide.",
            class_="small muted",
        ),
        class_="card held",
    )


def _command(decision: str, load_id: str) -> Markup:
    """A command to copy; a narrow screen breaks it before the option, not within."""
    reason = tag("span", '--reason "..."', class_="whole")
    return tag("pre", f"loopline {decision} {load_id} ", reason, class_="command")


def _unfinished(unfinished: Sequence[ListedLoad]) -> Markup | None:
    if not unfinished:
        return None
    rows = [tag("li", f"{named(load)}, begun on {moment(load.when)}") for load in unfinished]
    return join(
        tag("h2", "Not finished", class_="next"),
        tag("p", "If no load is running now, run the same command again: it writes the rest."),
        tag("ul", rows),
    )
