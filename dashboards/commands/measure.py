"""`loopline measure`: a measure of contact by unit or team; always of groups, never of one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.tables import Format, note, print_csv, print_item, print_json, print_table
from graph.settings import Settings
from graph.wording import say_count, say_date

if TYPE_CHECKING:
    from graph.measures.answer import MeasureAnswer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("measure")(measure)


def measure(
    name: Annotated[str, typer.Argument(help="Measure to print; without it, all are listed.")] = "",
    by: Annotated[str, typer.Option("--by", help="Level, such as district, or team: one row for each.")] = "",
    of: Annotated[str, typer.Option("--of", help="Unit id: count only people in it and below it.")] = "",
    list_all: Annotated[bool, typer.Option("--list", help="List all measures.")] = False,
    profile: Annotated[
        str, typer.Option(help="Profile that sets the period and the minimum group size; by default the last load's.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
) -> None:
    """Print a measure of contact by group, or list the measures."""
    from graph.measures.catalog import find

    if list_all or not name:
        _list(output)
        return
    measure = find(name)

    from dashboards.progress import progress
    from graph.connection import connect
    from graph.measures.answer import compute
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak

    settings = Settings.from_env()
    exported = output is not Format.TABLE
    with progress() as stage, connect(settings) as runner:
        rules = recorded_profile(runner, profile)
        speak(rules)
        answer = compute(
            measure, runner, rules, by=by, of=of, exported=exported, folder=settings.snapshots, on_progress=stage
        )
    if output is Format.TABLE:
        _print(answer)
    elif output is Format.CSV:
        print_csv(answer.columns, answer.rows)
        for line in (_counted(answer), f"Contact counted: {answer.contact}.", _withheld(answer), *answer.notes):
            note(line)
    else:
        print_json(_document(answer))


def _list(output: Format) -> None:
    from graph.measures.catalog import measures

    rows = [
        {
            "measure": measure.name,
            "tells": measure.sentence,
            "unit": measure.unit,
            "source": measure.source,
            "needs_by": measure.by_group,
            "needs": " or ".join(measure.needs),
        }
        for measure in measures().values()
    ]
    if output is Format.JSON:
        print_json(rows)
    elif output is Format.CSV:
        print_csv(tuple(rows[0]), rows)
    else:
        widest = max(len(name) for name in measures())
        for measure in measures().values():
            print_item(measure.name.ljust(widest), measure.sentence + (" Needs --by." if measure.by_group else ""))
        print("\n`loopline measure NAME --by district` prints one; `--by team` and `--of UNIT` work as well.")


def _counted(answer: MeasureAnswer) -> str:
    unit = f"in unit {answer.of} and below it, with only the contact among them, " if answer.of else ""
    people = say_count(answer.counted, "person", "people")
    return f"As of {say_date(answer.as_of)}: {people} {unit}counted of {answer.everyone:,}."


def _withheld(answer: MeasureAnswer) -> str:
    groups = say_count(answer.withheld, "group", "groups")
    least = say_count(answer.least, "person", "people")
    return f"{groups} withheld of {len(answer.rows):,}; the minimum size is {least}."


def _print(answer: MeasureAnswer) -> None:
    """The measure's sentence, which contact was counted, the rows, and help for the columns."""
    measure = answer.measure
    print(f"{measure.sentence} {_counted(answer)}")
    print(f"Contact counted: {answer.contact}.")
    print(f"{_withheld(answer)}\n")
    columns = answer.columns if answer.withheld else answer.columns[:-1]
    shown = [{**row, "withheld": row["withheld"] or ""} for row in answer.rows]
    print_table(columns, [_blank(row) for row in shown], {column.name for column in measure.columns if column.share})
    print()
    for column in measure.columns:
        print_item(f"{column.name}:", column.help)
    print_item("unit:", measure.unit)
    print_item("source:", measure.source)
    for line in answer.notes:
        note(line)


def _blank(row: dict[str, object]) -> dict[str, object]:
    """A withheld row without "not known" in every cell."""
    return {name: "" if value is None and row["withheld"] else value for name, value in row.items()}


def _document(answer: MeasureAnswer) -> dict[str, object]:
    return {
        "measure": answer.measure.name,
        "tells": answer.measure.sentence,
        "unit": answer.measure.unit,
        "source": answer.measure.source,
        "as_of": answer.as_of,
        "contact_counted": answer.contact,
        "level": answer.level,
        "of": answer.of or None,
        "people_counted": answer.counted,
        "people_on_record": answer.everyone,
        "minimum_group": answer.least,
        "withheld": answer.withheld,
        "notes": list(answer.notes),
        "columns": {column.name: column.help for column in answer.measure.columns},
        "rows": answer.rows,
    }
