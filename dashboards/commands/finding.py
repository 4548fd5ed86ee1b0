"""`loopline finding`: one finding with its history, and what people enter about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.options import ReportFormat, user_name
from graph.errors import LooplineError, exit_codes_help
from graph.settings import Settings
from graph.wording import say, say_count, say_date

if TYPE_CHECKING:
    from datetime import date

    from graph.ledger.entry import Entry, Event
    from graph.runner import Runner

_Id = Annotated[str, typer.Argument(help="Id of the finding, or its first letters.", metavar="ID")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Show one finding with its history, or enter something about it.", no_args_is_help=True)
    for command in (show, ack, waive, assign, note):
        group.command(command.__name__, epilog=exit_codes_help())(command)
    app.add_typer(group, name="finding")


def show(
    finding: _Id,
    output: Annotated[ReportFormat, typer.Option("--format", help="Output format.")] = ReportFormat.TEXT,
) -> None:
    """Show a finding: its sentence, its history, the values behind it and the Cypher that finds it."""
    from dashboards.ledger import find_entry
    from dashboards.tables import print_json
    from graph.connection import connect
    from graph.ledger.store import read_events
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak

    with connect(Settings.from_env()) as runner:
        speak(recorded_profile(runner))
        entry = find_entry(runner, finding)
        facts = {
            **entry.row(),
            "history": [
                {**event, "entered_at": event["entered_at"].isoformat()} if output is ReportFormat.JSON else event
                for event in read_events(runner, entry.finding_id)
            ],
            **_behind(runner, entry),
        }
    if output is ReportFormat.JSON:
        print_json(facts)
    else:
        _print(entry, facts)


def ack(finding: _Id) -> None:
    """Acknowledge a finding: somebody knows of it and sees to it."""
    from graph.ledger.enter import acknowledge

    _enter(finding, lambda _: acknowledge)


def waive(
    finding: _Id,
    until: Annotated[str, typer.Option(help="Day from which it is open again, for example 2027-01-31.")],
    reason: Annotated[str, typer.Option(help="Why it can stay as it is until then.")],
) -> None:
    """Accept a finding until a day: from then on it is open again."""
    from dashboards.options import day_of
    from graph.ledger.enter import waive as waived

    day = day_of(until, "--until")
    _enter(finding, lambda _: lambda entry, by, today: waived(entry, by, today, day, reason))


def assign(
    finding: _Id,
    role: Annotated[str, typer.Argument(help="Id of the role that sees to it.")],
    due: Annotated[str, typer.Option(help="Day by which it is to be done, for example 2027-01-31.")] = "",
) -> None:
    """Name the role that sees to a finding, and by when."""
    from dashboards.ledger import role_of
    from dashboards.options import day_of
    from graph.ledger.enter import assign as assigned

    day = day_of(due, "--due") if due else None

    def prepare(runner: Runner) -> _What:
        owner = role_of(runner, role)
        return lambda entry, by, today: assigned(entry, by, today, owner, day)

    _enter(finding, prepare)


def note(finding: _Id, text: Annotated[str, typer.Argument(help="The note, in quotation marks.")]) -> None:
    """Add a note to a finding's history."""
    from graph.ledger.enter import add_note

    _enter(finding, lambda _: lambda entry, by, _: add_note(entry, by, text))


_What = Callable[["Entry", str, "date"], tuple["Entry", "Event"]]


def _enter(finding: str, prepare: Callable[[Runner], _What]) -> None:
    """Write what a person enters, with the name under which the system knows them."""
    from dashboards.ledger import find_entry, say_status
    from graph.connection import connect
    from graph.kept.ledger import kept_ledger
    from graph.lease import leased
    from graph.ledger.entry import Moment
    from graph.ledger.update import enter
    from graph.queries.evaluate import Context

    settings, by = Settings.from_env(), user_name()
    with connect(settings) as connected, leased(connected, "entering what became of a finding") as runner:
        entry, context = find_entry(runner, finding), Context.read(runner)
        as_of, load = context.as_of, context.load
        if as_of is None or load is None:
            raise LooplineError("Nothing is loaded yet.", "First run `loopline load PATH --source NAME --as-of DATE`.")
        what = prepare(runner)
        enter(runner, entry, lambda known: what(known, by, as_of), Moment(as_of, 0, load), kept_ledger(settings))
        entry = find_entry(runner, entry.finding_id)
    print(f"{entry.finding_id}: {say_status(entry)}.{_owned(entry)}")


def _owned(entry: Entry) -> str:
    due = f", due {say_date(entry.due)}" if entry.due else ""
    return f" Owner: the role {entry.owner}{due}." if entry.owner else ""


def _behind(runner: Runner, entry: Entry) -> dict[str, Any]:
    """The values that the last load gave, and the Cypher; what is no longer found, or asked, has none."""
    from graph.profile.recorded import recorded_profile
    from graph.queries.catalog import catalog
    from graph.queries.evaluate import lacking, parameters
    from graph.queries.stored import stored

    query = catalog().get(entry.query)
    if query is None:
        return {"evidence": None, "file": None, "parameters": None, "cypher": None, "advice": None}
    answers = stored(runner, entry.query)
    as_of = answers[0].as_of if answers else None
    rows = [dict(row.values) for answer in answers for row in answer.rows if row.key == entry.key]
    thresholds = recorded_profile(runner).parameters(as_of)
    values = None if lacking(query, {}, thresholds) else parameters(query, as_of, thresholds=thresholds)
    return {
        "evidence": rows[0] if rows else None,
        "file": query.file,
        "parameters": values,
        "cypher": query.text,
        "advice": query.advice,
    }


def _print(entry: Entry, facts: dict[str, Any]) -> None:
    from dashboards.ledger import say_event, say_status, told_of
    from dashboards.tables import print_item

    print_item(entry.rule, told_of(entry))
    buildings = f", {say_count(entry.buildings, 'building', 'buildings')}" if entry.buildings else ""
    print(f"  {entry.severity.capitalize()}{buildings}; {say_status(entry)}.{_owned(entry)}")
    print(
        f"  First seen {say_date(entry.first_seen)} (load {entry.first_load}), last seen {say_date(entry.last_seen)} "
        f"(load {entry.last_load})."
    )
    if entry.reason:
        print_item("  Why it is waived:", entry.reason)
    if facts["advice"]:
        print_item("  Do:", " ".join(facts["advice"].split()))
    print(f"  Id: {entry.finding_id}")
    print("\nHistory")
    for event in facts["history"]:
        print_item(f"  {say_date(event['as_of'])}, load {event['load']}:", say_event(event))
    if facts["evidence"]:
        print("\nThe values behind it")
        for name, value in facts["evidence"].items():
            if name != "severity":  # it stands above; a query says it only where buildings do not decide it
                print_item(f"  {name}:", say(value))
    if facts["cypher"]:
        values = ", ".join(f"{name} = {say(value)}" for name, value in (facts["parameters"] or {}).items())
        print(f"\nThe Cypher, {facts['file']}{f', with {values}' if values else ''}\n\n{facts['cypher']}")
