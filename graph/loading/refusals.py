"""Loads that are refused as a whole, before anything is written: each would spoil the graph, or look like a success."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from graph.database_schema import missing_schema
from graph.errors import InputError, LooplineError, StoreError
from graph.loading.store import Begun, Store
from graph.model.sheets import SHEETS
from graph.runner import Runner
from graph.staging.absent import rosters
from graph.staging.alias_rows import ALIAS
from graph.staging.extract import Extract
from graph.staging.person_key import plain_text
from graph.staging.stage import SheetCount
from graph.wording import say_list

_AHEAD = timedelta(days=366)
"""An as-of date later than this is a slip of the year: no file describes it."""


def refuse_before(store: Store, extract: Extract, before: Begun, as_of: date, today: date) -> None:
    """Refuse what can be told before the rows are checked.

    Args:
        store: Reads the graph.
        extract: What a loader read.
        before: What was written before.
        as_of: The date that the files are said to describe.
        today: The current date.

    Raises:
        LooplineError: A load is half taken back.
        StoreError: An older version wrote the graph.
        InputError: The as-of date is more than a year ahead, or before that of the source's last load; the source's
            name differs from another's only by case or width of letters; or a sheet that had rows has only a header.
    """
    if store.undoing() is not None:
        raise LooplineError(
            "Taking back a load was cut off. Nothing was loaded: the graph is half as it was before that load.",
            "Run `loopline undo` with the same source again; then load.",
        )
    if before.older:
        raise StoreError.of_older_version("Nothing was loaded.")
    if as_of > today + _AHEAD:
        raise InputError(
            f"The as-of date {as_of} is more than a year after today, {today}. Nothing was loaded: findings would be "
            "computed as of that date, and each later load would count as older.",
            "Correct the year, or this machine's clock.",
        )
    _refuse_twin(store, store.source)
    _refuse_emptied(store, store.source, extract)
    _refuse_earlier(store, extract, as_of)


def refuse_plan(runner: Runner) -> None:
    """Refuse to plan where facts have no constraints: only a load may create them, and each look-up takes very long.

    Raises:
        LooplineError: A load was cut off between its import and the constraints.
    """
    if missing_schema(runner):
        raise LooplineError(
            "A load was cut off before the graph had its constraints, and a plan creates none. Nothing was planned.",
            "Finish that load with `loopline resume`, or load its files again; then plan.",
        )


def _refuse_twin(store: Store, source: str) -> None:
    known = {load.source for load in store.loads()}
    twins = sorted(name for name in known if plain_text(name) == plain_text(source))
    if twins and source not in known:
        raise InputError(
            f"The source {source!r} differs only by case, blanks or width of letters from {twins[0]!r}, which has "
            "loads. Nothing was loaded: as two sources, what one of them ends would go on for the other one.",
            f"Use --source {twins[0]}, or a name that differs in more.",
        )


def _refuse_earlier(store: Store, extract: Extract, as_of: date) -> None:
    """Loads of one source go forward: what holds now can't be told from what held then. Events may come late."""
    later = [load for load in store.loads() if load.source == store.source and load.as_of > as_of]
    lists = sorted(rosters(extract)) if later else []
    if lists:
        raise InputError(
            f"These files are as of {as_of}, but {store.source!r} was already loaded as of {later[0].as_of}. Nothing "
            f"was loaded: {say_list(lists, 'and')} would say today what was true then.",
            "Load only newer exports. If the date is wrong, correct --as-of; if the later load was, take it back: "
            f"loopline undo {store.source}. Sheets of events, such as contacts and meetings, can be loaded late.",
        )


def _refuse_emptied(store: Store, source: str, extract: Extract) -> None:
    had = store.loaded_sheets(source)
    for name in dict.fromkeys(rows.sheet for rows in extract.sheets):
        given = sum(len(rows.frame) + len(rows.lost) for rows in extract.sheets if rows.sheet == name)
        # New ids are given once: a month that has none says nothing.
        if given == 0 and had.get(name, 0) > 0 and SHEETS[name].node != ALIAS:
            files = [file.file for file in extract.files if len(file.lines) == 0]
            raise InputError(
                f"The sheet {name} has only a header, but an earlier load of {source!r} had {had[name]:,} rows of it.",
                "Export the file again, or leave it out of this load.",
                file=", ".join(files) or name,
                line=1 if files else None,
            )


def refuse_nothing(files: Sequence[SheetCount], quarantine: str) -> None:
    """Refuse a load of which no row came through.

    Args:
        files: Counts of file rows by file.
        quarantine: The file that lists the rows set aside; empty if there are none.

    Raises:
        InputError: There were rows, and none can be loaded.
    """
    read, aside, passed = (sum(getattr(file, name) for file in files) for name in ("read", "quarantined", "passed"))
    if read > sum(file.duplicates for file in files) and not any(file.loaded for file in files):
        listed = f" Each with its reason: {quarantine}." if quarantine else ""
        raise InputError(
            f"None of {read:,} rows can be loaded: {aside:,} set aside, {passed:,} passed over by the mapping. Nothing "
            f"was written.{listed}",
            "Correct the files or the mapping, then load again.",
            file=", ".join(file.sheet for file in files),
        )
