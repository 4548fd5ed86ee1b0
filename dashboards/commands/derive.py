"""`loopline derive`: compute links, their states, their holders and the lines, then all answers."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.settings import Settings
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.derive.run import Report
    from graph.queries.evaluate import Answer


class Format(StrEnum):
    """How a command prints its result."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("derive")(derive)


def derive(
    profile: Annotated[
        str, typer.Option(help="Profile to use: a name or a YAML file; by default the last load's.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TEXT,
) -> None:
    """Compute all links, lines and findings again, even if no load has changed them."""
    from dashboards.progress import progress
    from graph.connection import connect
    from graph.derive.run import derive as run_steps
    from graph.kept.ledger import kept_ledger
    from graph.lease import leased
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak
    from graph.queries.results import compute_all

    settings = Settings.from_env()
    doing = "deriving links and findings"
    with progress() as report_progress, connect(settings) as connected, leased(connected, doing) as runner:
        rules = recorded_profile(runner, profile)
        speak(rules)
        report = run_steps(
            runner,
            rules,
            on_progress=lambda _, done, steps: report_progress("deriving", done, steps),
            folder=settings.snapshots,
        )
        computed = compute_all(
            runner,
            rules,
            on_progress=lambda _, done, queries: report_progress("answering", done, queries),
            journal=kept_ledger(settings),
        )
    report.written.add(computed.written)
    if output is Format.JSON:
        import json

        print(json.dumps(_facts(report, computed.answers), ensure_ascii=False, indent=2))
    else:
        _print(report, computed.answers)


def _facts(report: Report, answers: list[Answer]) -> dict[str, Any]:
    return {
        "profile": report.profile,
        "as_of": report.as_of.isoformat(),
        "load": report.load,
        "steps": [
            {
                "step": entry.step,
                "rows": entry.rows,
                "milliseconds": entry.milliseconds,
                "written": entry.written.total,
            }
            for entry in report.steps
        ],
        "findings": sum(len(answer.rows) for answer in answers if answer.kind == "finding"),
        "not_evaluable": [answer.query for answer in answers if not answer.evaluable],
        "warnings": report.warnings,
        "written": vars(report.written),
    }


def _print(report: Report, answers: list[Answer]) -> None:
    print(f"Derived as of {report.as_of.isoformat()} with the profile {report.profile}.")
    widest = max(len(entry.step) for entry in report.steps)
    for entry in report.steps:
        changes = say_count(entry.written.total, "change", "changes") if entry.written.total else "nothing new"
        rows = say_count(entry.rows, "row", "rows")
        print(f"  {entry.step:<{widest}} {rows:>14}  {entry.milliseconds:>7,} ms  {changes}")
    for warning in report.warnings:
        print(f"  {warning}")
    found = sum(len(answer.rows) for answer in answers if answer.kind == "finding")
    unanswered = sum(not answer.evaluable for answer in answers)
    waiting = f"; {say_count(unanswered, 'question', 'questions')} can't be answered yet" if unanswered else ""
    what = "both" if unanswered else "them"
    print(f"{say_count(found, 'finding', 'findings')}{waiting}. `loopline findings` shows {what}.")
