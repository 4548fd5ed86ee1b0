"""`loopline doctor`: check everything that Loopline needs."""

from __future__ import annotations

import json

import typer

from dashboards.commands.db import Format, Output
from graph.errors import Exit, UsageError
from graph.wording import say_count

_MARKS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor(output: Output = Format.TEXT) -> None:
    """Check Java, Neo4j's jars, the data folder, disk, server, login, limits, and the vault with people's names.

    Starts the server if its files are present. Exits with code 1 if a check fails.
    """
    from graph.doctor.checks import Check, Verdict
    from graph.doctor.doctor import examine
    from graph.server import ServerOptions
    from graph.settings import Settings

    checks: list[Check] = []

    def add(check: Check) -> None:
        checks.append(check)
        if output is Format.TEXT:
            print(f"{_MARKS[check.verdict]}  {check.name:<13}  {check.found}", flush=True)
            if check.fix:
                print(f"{'':21}{check.fix}", flush=True)

    try:
        for check in examine(Settings.from_env(), ServerOptions.from_env()):
            add(check)
    except UsageError as error:
        add(Check("settings", Verdict.FAIL, error.message, error.fix))
    failed = sum(check.verdict is Verdict.FAIL for check in checks)
    warned = sum(check.verdict is Verdict.WARN for check in checks)
    if output is Format.JSON:
        print(json.dumps({"ok": not failed, "checks": [check.as_dict() for check in checks]}, indent=2))
    else:
        print(f"{len(checks)} checks: {failed} failed, {say_count(warned, 'warning', 'warnings')}.")
    if failed:
        raise typer.Exit(int(Exit.REFUSED))
