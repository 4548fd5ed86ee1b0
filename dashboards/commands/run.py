"""`loopline run`: run a query from the catalog, or your own read-only Cypher from a file."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.tables import Format, note, print_csv, print_item, print_json, print_table
from graph.errors import InputError, UsageError
from graph.settings import Settings
from graph.wording import say_count, say_date

if TYPE_CHECKING:
    from graph.queries.catalog import Query
    from graph.queries.evaluate import Answer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("run")(run)


def run(
    query: Annotated[str, typer.Argument(help="Query id or rule, such as weakest_step or P-01.")] = "",
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="Parameter as name=value; may be repeated.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            help="Run read-only Cypher from this file instead; - reads standard input. One query at a time; an answer "
            "takes at most 30 seconds, 10,000 rows, 20 MB (1 MB a row).",
        ),
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Profile to use: a name or a YAML file; by default the last load's.")
    ] = "",
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
) -> None:
    """Run one query and print its rows."""
    if bool(query) == (file is not None):
        raise UsageError("Name either a query or a file.", "`loopline catalog` lists the queries.")
    given = _pairs(param or [])
    if file is not None:
        _run_file(file, given, output)
    else:
        _run_query(query, given, profile, output)


def _pairs(params: list[str]) -> dict[str, str]:
    pairs = {}
    for text in params:
        name, found, value = text.partition("=")
        if not found or not name.strip():
            raise UsageError(f"-p {text!r} must be a name and a value.", "Use -p name=value.")
        pairs[name.strip()] = value
    return pairs


def _run_query(name: str, given: dict[str, str], profile: str, output: Format) -> None:
    from graph.connection import connect
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak
    from graph.queries.arguments import parse, unknown_values
    from graph.queries.catalog import catalog
    from graph.queries.evaluate import run as run_one

    query = catalog().find(name)
    if query.kind == "derive":
        raise UsageError(f"{query.id} is a derivation step.", "Run `loopline derive`.")
    params = {key: parse(query, key, value) for key, value in given.items()}
    with connect(Settings.from_env()) as runner:
        rules = recorded_profile(runner, profile)
        speak(rules)
        query = catalog().find(name)  # again, now in the profile's words
        answer = run_one(query, runner, params, profile=rules)
        warnings = unknown_values(query, runner, params) if answer.evaluable else ()
    for warning in warnings:
        note(warning)
    if output is Format.JSON:
        print_json(answer.records())
        return
    if not answer.evaluable:
        if output is Format.CSV:
            print_csv(("query", "rule", "evaluable", "missing"), answer.records())
        else:
            print(f"We can't tell yet: {'; '.join(answer.missing)}.")
        return
    columns = [column.name for column in query.columns]
    if query.kind == "finding":
        columns = [*dict.fromkeys(["severity", *columns, "sentence"])]
    rows = answer.records()
    if output is Format.CSV:
        print_csv(columns, rows)
        return
    _print(query, answer, columns, rows)
    if "as_of" in params and query.needs:
        note("Derived facts are still as of the last load; only the dates that the query itself compares are new.")


def _print(query: Query, answer: Answer, columns: list[str], rows: list[dict[str, Any]]) -> None:
    """The question, which contact was counted, and the rows: findings as sentences, figures as a table."""
    print(f"{query.question} {f'As of {say_date(answer.as_of)}.' if answer.as_of else ''}".strip())
    if answer.basis:
        print(f"Contact counted: {answer.basis}.")
    if query.kind == "finding":
        print(f"{answer.size(query.population.of if query.population else '')}.\n")
        for row in answer.rows:
            print_item(f"  {row.severity}", row.sentence)
    else:
        print()
        print_table(columns, rows, {column.name for column in query.columns if column.type == "share"})
        if rows and any(column.help for column in query.columns):
            print()
        for column in query.columns if rows else ():
            if column.help:
                print_item(f"{column.name}:", column.help)


def _run_file(file: Path, given: dict[str, str], output: Format) -> None:
    from graph.connection import connect
    from graph.queries.own_cypher import closed, remarks
    from graph.queries.read_only_guard import BOUNDS, checked, run_own

    text = _read(file)
    used = set(checked(text).params)
    unknown = sorted(set(given) - used)
    if unknown:
        begin = "Its parameter is" if len(used) == 1 else "Its parameters are:"
        raise UsageError(f"The query has no parameter ${unknown[0]}.", f"{begin} {', '.join(sorted(used)) or 'none'}.")
    params = {name: _value(value) for name, value in given.items()}
    settings = Settings.from_env()
    with connect(settings) as runner:
        if (refusal := closed(runner, settings)) is not None:
            raise refusal
        if "as_of" in used and "as_of" not in params:
            from graph.queries.evaluate import Context

            params["as_of"] = Context.read(runner).as_of
        missing = sorted(used - set(params))
        if missing:
            raise UsageError(f"The query needs a value for ${missing[0]}.", f"Add -p {missing[0]}=value.")
        found = run_own(text, runner, params)
    if found.cut:
        note(f"There are more rows: the first {len(found.result.rows):,} are shown. At most {BOUNDS}.")
    for warning in (*found.warnings, *remarks(text)):
        note(warning)
    if output is Format.JSON:
        print_json(found.result.rows)
    elif output is Format.CSV:
        print_csv(found.result.columns, found.result.rows)
    else:
        print_table(found.result.columns, found.result.rows)
        note(f"{say_count(len(found.result.rows), 'row', 'rows')}.")


def _read(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        reason = (error.strerror or "it can't be read").lower()
        raise InputError(
            f"The file can't be read: {reason}.", "Choose a text file with one statement.", file=str(file)
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("The file is not UTF-8 text.", "Save it as UTF-8.", file=str(file)) from error


def _value(text: str) -> Any:  # noqa: ANN401 - of any type
    """A value as typed: a number, true, false, null or a date; anything else, or anything in quotes, is text.

    A number with leading zeros is an id and stays text.
    """
    if re.fullmatch(r"'.*'|\".*\"", text):
        return text[1:-1]
    if text in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[text]
    if re.fullmatch(r"-?(0|[1-9]\d*)", text):
        return int(text)
    if re.fullmatch(r"-?(0|[1-9]\d*)\.\d+", text):
        return float(text)
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text
