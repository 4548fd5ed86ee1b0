"""`loopline doctor`: check everything that Loopline needs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.commands.db import Format, Output
from graph.errors import Exit, LooplineError, UsageError
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.doctor.checks import Check
    from graph.settings import Settings

_MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(
    security: Annotated[
        bool, typer.Option("--security", help="Also try known attacks on this installation; some 10 seconds.")
    ] = False,
    hook: Annotated[
        bool, typer.Option("--hook", help="Also send a test message where [hook] of settings.toml says.")
    ] = False,
    output: Output = Format.TEXT,
) -> None:
    """Check Java, Neo4j's jars, the data folder, disk, server, login, limits, and the vault with people's names.

    Starts the server if its files are present. Exits with code 1 if a check fails.
    """
    from dashboards.loads.hook_check import check_hook
    from graph.doctor.checks import Check, Verdict
    from graph.doctor.doctor import examine
    from graph.server import ServerOptions
    from graph.settings import Settings

    checks: list[Check] = []

    def add(check: Check) -> None:
        checks.append(check)
        if output is Format.TEXT:
            print(f"{_MARKS[check.verdict]}  {check.name:<17}  {check.found}", flush=True)
            if check.fix:
                print(f"{'':25}{check.fix}", flush=True)

    try:
        settings = Settings.from_env()
        for check in chain(
            examine(settings, ServerOptions.from_env()),
            check_hook(settings.home, send=hook),
            _attacks(settings) if security else (),
        ):
            add(check)
    except UsageError as error:
        add(Check("settings", Verdict.FAIL, error.message, error.fix))
    except LooplineError as error:
        add(Check("security", Verdict.FAIL, error.message, error.fix))
    failed = sum(check.verdict is Verdict.FAIL for check in checks)
    warned = sum(check.verdict is Verdict.WARN for check in checks)
    if output is Format.JSON:
        print(json.dumps({"ok": not failed, "checks": [check.as_dict() for check in checks]}, indent=2))
    else:
        print(f"{len(checks)} checks: {failed} failed, {say_count(warned, 'warning', 'warnings')}.")
    if failed:
        raise typer.Exit(int(Exit.REFUSED))


def _attacks(settings: Settings) -> Iterator[Check]:
    from dashboards.door.trial import check_door
    from graph.connection import connect
    from graph.doctor.security import attack

    yield check_door()
    with connect(settings) as runner:
        yield from attack(settings, runner)
