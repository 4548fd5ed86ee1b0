"""`loopline diff`: what differs between two loads or dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.ledger_between import between, tell_between
from dashboards.loads.changes import COLUMNS, csv_row, named, row_of, some_of, tell
from dashboards.loads.counts import plural
from dashboards.options import day_of
from dashboards.tables import Format, note, print_csv, print_json
from graph.errors import LooplineError, UsageError, exit_codes_help
from graph.model.nodes import NODES
from graph.settings import Settings
from graph.wording import say_count, say_list

if TYPE_CHECKING:
    from graph.loading.journal import Journal
    from graph.loading.store import Published

_Which = Annotated[
    str, typer.Argument(help="A load's number or id, or a date: the last load as of that day or before.")
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("diff", epilog=exit_codes_help())(diff)


def diff(
    earlier: _Which,
    later: _Which,
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
) -> None:
    """Compare two loads: who left and came, which posts fell vacant or were filled, what began, ended and changed.

    It also tells what became of findings: which are new, which are more severe and why, which were repaired or ended.

    The table counts and gives examples, also of the properties that changed; CSV and JSON list every record. People
    are named by their ids, and restricted values are not shown. Contacts, meetings and other events are only counted.
    """
    from graph.connection import connect
    from graph.loading.comparison import compare, labels_of
    from graph.loading.store import Store

    settings = Settings.from_env()
    with connect(settings) as runner:
        store = Store(runner)
        loads = sorted(store.loads(), key=lambda load: load.sequence)
        first, last = (_load(loads, text) for text in (earlier, later))
        if first.sequence >= last.sequence:
            raise UsageError(
                f"Load {first.sequence} ({first.as_of}) does not come before load {last.sequence} ({last.as_of}).",
                "Name the earlier one first; `loopline loads` lists them.",
            )
        after = [load for load in loads if load.sequence > first.sequence]
        journals = _journals(settings, after)
        middle = sum(load.sequence <= last.sequence for load in after)
        found = compare(runner, journals[:middle], journals[middle:], first.as_of, last.as_of)
        names = labels_of(store, found.differences, [*found.vacated, *found.filled])
        findings = between(runner, first.sequence, last.sequence)
    rows = [row_of(each, names) for each in found.differences]
    posts = {
        what: [{"role": role, "title": names.get(("Role", role))} for role in getattr(found, what)] for what in _POSTS
    }
    if output is Format.CSV:
        print_csv(COLUMNS, map(csv_row, rows))
    elif output is Format.JSON:
        print_json(
            {
                "from": _said(first),
                "to": _said(last),
                **posts,
                "events": dict(found.events),
                "changes": rows,
                "findings": findings,
            }
        )
    else:
        print(f"From {_words(first)} to {_words(last)}:")
        _print(rows, posts)
        for line in tell_between(findings):
            print(line)
    if found.first:
        note(f"The first load of {say_list(found.first, 'and')} lies in between: its connections are not listed.")
    if output is Format.TABLE and found.events:
        note(f"Told of in between: {say_list(_counted(found.events), 'and')}.")


def _counted(events: Mapping[str, int]) -> list[str]:
    """How many events of each kind; connections between them are not told apart."""
    return [
        f"{count:,} {_EVENTS.get(name) or plural(name)}"
        for name, count in events.items()
        if name in _EVENTS or name in NODES
    ]


_EVENTS = {"COMMUNICATES_WITH": "records of contact"}
_POSTS = {"vacated": ("fell vacant", "fell vacant"), "filled": ("was filled", "were filled")}


def _load(loads: Sequence[Published], text: str) -> Published:
    """The load that an argument means.

    Raises:
        UsageError: There is none.
    """
    if re.fullmatch(r"\d{1,6}", text):
        found = [load for load in loads if load.sequence == int(text)]
    elif "-" in text:
        day = day_of(text, "date")
        found = [load for load in loads if load.as_of <= day][-1:]
    else:
        found = [load for load in loads if load.load_id.startswith(text.lower())]
    if not found and loads and "-" in text:
        first = min(load.as_of for load in loads)
        raise UsageError(f"No load is as of {text} or earlier; the first is as of {first}.", "Name a later date.")
    if len(found) != 1:
        listed = say_list([str(load.sequence) for load in loads], "and")
        raise UsageError(
            f"{text!r} means {'several loads' if found else 'no load'}.",
            f"There are loads {listed}; `loopline loads` shows them." if loads else "Nothing is loaded yet.",
        )
    return found[0]


def _journals(settings: Settings, loads: Sequence[Published]) -> list[Journal]:
    """What loads changed.

    Raises:
        LooplineError: Of one of them it is not on record.
    """
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.vault.key import known_key

    key = known_key(settings)
    inputs = KeptInputs(inputs_folder(settings), key) if key is not None else None
    found = [inputs.journal(load.load_id) if inputs is not None else None for load in loads]
    missing = [str(load.sequence) for load, journal in zip(loads, found, strict=True) if journal is None]
    if missing:
        raise LooplineError(
            f"What load {say_list(missing, 'and')} changed is not on record in {settings.home}.",
            "It is kept from this version on, in the data folder from which a load was made. "
            "`loopline as-of DATE --into FOLDER` builds an earlier state to look at.",
        )
    return [journal for journal in found if journal is not None]


def _print(rows: Sequence[dict[str, Any]], posts: dict[str, list[dict[str, Any]]]) -> None:
    """Posts first, then what began, ended and changed."""
    for what, (one, several) in _POSTS.items():
        if posts[what]:
            number = say_count(len(posts[what]), f"post {one}", f"posts {several}")
            print(f"  {number}: {some_of(map(named, posts[what]))}")
    for line in tell(rows):
        print(line)
    if not rows:
        print("  Nothing differs but events.")


def _said(load: Published) -> dict[str, Any]:
    return {"number": load.sequence, "load_id": load.load_id, "source": load.source, "as_of": load.as_of}


def _words(load: Published) -> str:
    return f"load {load.sequence} ({load.source} as of {load.as_of})"
