"""`loopline findings`: the findings of the last load, worst first, and the questions that can't be answered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.ledger import LEDGER, columns_of
from dashboards.ledger_list import HAPPENED, Status, Wanted, print_entries, records_of
from dashboards.rule_titles import rule_said
from dashboards.tables import Format, note, print_csv, print_item, print_json
from graph.errors import LooplineError, UsageError
from graph.settings import Settings
from graph.wording import say_count, say_date, say_list

if TYPE_CHECKING:
    from graph.ledger.entry import Entry
    from graph.queries.catalog import Catalog
    from graph.queries.evaluate import Answer, Row
    from graph.runner import Runner

_CSV = ("severity", "rule", "query", "buildings", "sentence", "ids", "key", "cause", "evaluable", "missing", *LEDGER)


class Severity(StrEnum):
    """How serious a finding is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("findings")(findings)


def findings(  # noqa: PLR0913, PLR0917 - a command's options are its arguments
    rule: Annotated[str, typer.Option(help="Only this rule, such as S-02, or this query id.")] = "",
    severity: Annotated[Severity | None, typer.Option(help="Only findings of this severity.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Run the queries again instead of reading stored answers.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="Also list findings that follow from another one, each under its cause.")
    ] = False,
    status: Annotated[
        Status | None,
        typer.Option(help="Only findings of this status; resolved: repaired, ended: its team or unit is gone."),
    ] = None,
    owner: Annotated[str, typer.Option(help="Only findings that this role sees to: its id.")] = "",
    since: Annotated[
        str, typer.Option(help="Only findings that opened or changed since a load (number or id) or a date.")
    ] = "",
    profile: Annotated[str, typer.Option(help="Profile to use with --fresh; by default the last load's.")] = "",
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
) -> None:
    """List findings, sorted by severity, then by buildings cut off and affected.

    --status, --owner and --since list what the ledger knows, also what is resolved. `loopline finding` shows one.
    """
    from graph.connection import connect
    from graph.ledger.store import read_entries
    from graph.queries.catalog import catalog
    from graph.queries.causes import finding_id

    known = catalog()
    selected = _selected(known, rule)
    wanted = Wanted(selected if rule else (), severity or "", status or "", owner, since)
    if wanted.of_ledger and fresh:
        raise UsageError("--fresh computes findings anew; it has no history.", "Leave out --fresh.")

    with connect(Settings.from_env()) as runner:
        if wanted.of_ledger:
            _show_ledger(wanted.entries(runner), output, wanted.happened)
            return
        entries = {} if output is Format.TABLE else {each.finding_id: each for each in read_entries(runner)}
        answers = [answer for answer in _answers(runner, selected, profile, fresh=fresh) if answer.query in selected]
    shown = [kept for answer in answers if (kept := _only(answer, known, severity)) is not None]
    if output is Format.TABLE:
        _print(shown, known, every=every)
        return
    rows = [record for answer in _in_order(shown) for record in answer]
    rows = [
        {**row, **columns_of(entries.get(finding_id(str(row["query"]), str(row["key"]))))} if "key" in row else row
        for row in rows
    ]
    if output is Format.JSON:
        print_json(rows)
    else:
        print_csv(_CSV, rows)


def _show_ledger(entries: Sequence[Entry], output: Format, happened: Mapping[str, Sequence[dict[str, object]]]) -> None:
    if output is Format.JSON:
        print_json(records_of(entries, happened))
    elif output is Format.CSV:
        print_csv((*_CSV, *HAPPENED), records_of(entries, happened))
    else:
        print_entries(entries, happened)


def _selected(known: Catalog, rule: str) -> set[str]:
    """Ids of the queries that `--rule` selects."""
    from graph.suggest import did_you_mean, ended

    queries = {query.id: query for query in known.of_kind("finding")}
    if not rule:
        return set(queries)
    chosen = {query.id for query in queries.values() if rule.upper() == query.rule or rule == query.id}
    if chosen:
        return chosen
    figures = [query.id for query in known.rules().get(rule.upper(), [])]
    if figures:
        raise UsageError(f"{rule.upper()} is a metric, not a finding.", f"Run `loopline run {figures[0]}`.")
    names = [*queries, *{query.rule for query in queries.values() if query.rule}]
    raise UsageError(
        ended(f"Unknown rule or finding {rule!r}{did_you_mean(rule, names)}"),
        "See `loopline catalog`.",
    )


def _answers(runner: Runner, selected: set[str], profile: str, *, fresh: bool) -> list[Answer]:
    """The stored answers; computed now with `--fresh`, or if none are stored."""
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak
    from graph.queries.catalog import catalog
    from graph.queries.causes import fold
    from graph.queries.evaluate import Context, run
    from graph.queries.stored import stored

    context = Context.read(runner)
    if context.load is None:
        raise LooplineError("Nothing is loaded yet.", "First run `loopline load PATH --source NAME --as-of DATE`.")
    rules = recorded_profile(runner, profile)
    speak(rules)
    kept = [] if fresh else stored(runner)
    if kept:
        if any(answer.load != context.load for answer in kept):
            note("These findings are older than the last load. Run `loopline derive` to bring them up to date.")
        return kept
    if not fresh:
        note("No findings are stored; computing them now. Run `loopline derive` to store them.")
    thresholds = rules.parameters(context.as_of)
    found = [
        run(query, runner, context=context, thresholds=thresholds)
        for query in catalog().of_kind("finding")
        if query.id in selected
    ]
    return fold(found)


def _only(answer: Answer, known: Catalog, severity: Severity | None) -> Answer | None:
    """An answer with its rows of one severity; an unanswered question counts with its query's severity."""
    from dataclasses import replace

    if severity is None:
        return answer
    if not answer.evaluable:
        return answer if known[answer.query].severity == severity else None
    return replace(answer, rows=tuple(row for row in answer.rows if row.severity == severity))


def _in_order(answers: Sequence[Answer]) -> list[list[dict[str, object]]]:
    """Records of all findings by severity, buildings and ids, then of what can't be answered."""
    from graph.queries.causes import ordered

    found = [answer.record(row) for answer, row in ordered(answers)]
    return [found, *(answer.records() for answer in answers if not answer.evaluable)]


def _unanswered(number: int, questions: int) -> str:
    if not number:
        return f"{'the question' if questions == 1 else f'all {questions} questions'} about findings can be answered."
    return f"{number} of {say_count(questions, 'question', 'questions')} about findings can't be answered yet."


def _following(found: Sequence[tuple[Answer, Row]]) -> str:
    """How many findings follow from one, by rule."""
    if not found:
        return ""
    rules = Counter(answer.rule for answer, _ in found)
    listed = say_list([f"{count} of {rule_said(rule)}" for rule, count in rules.items()])
    return f" From this {'follows' if len(found) == 1 else 'follow'}: {listed} (--all lists them)."


def _print(answers: Sequence[Answer], known: Catalog, *, every: bool) -> None:
    """Findings as sentences, by severity, with what follows from each, then what can't be answered."""
    from graph.queries.causes import finding_id, ordered, under
    from graph.queries.evaluate import ANSWERS

    # D-06 lists what can't be answered; here that is the last section.
    judged = [answer for answer in answers if ANSWERS not in known[answer.query].needs]
    rows = ordered(judged)
    below = under(rows)
    heads = [(answer, row) for answer, row in rows if not row.cause or row.cause not in below]
    as_of = next((answer.as_of for answer in answers if answer.as_of), None)
    unanswered = [answer for answer in answers if not answer.evaluable]
    behind = len(rows) - len(heads)
    follow = f", and {behind:,} that {'follows' if behind == 1 else 'follow'} from others" if behind else ""
    print(
        f"{say_count(len(heads), 'finding', 'findings')}{follow}{f' as of {say_date(as_of)}' if as_of else ''}; "
        + _unanswered(len(unanswered), len(answers))
    )
    severity = ""
    for answer, row in heads:
        if row.severity != severity:
            severity = row.severity or ""
            print(f"\n{severity.capitalize()}")
        own = finding_id(answer.query, row.key)
        following = below.get(own, [])
        print_item(f"  {answer.rule}", f"{row.sentence}{'' if every else _following(following)} (id {own})")
        for other, each in following if every else ():
            named = finding_id(other.query, each.key)
            print_item(f"    follows: {other.rule}", f"{each.sentence} (id {named})")
    sized = [answer for answer in judged if answer.rows and answer.population]
    if sized:
        print("\nOut of how many")
    for answer in sized:
        population = known[answer.query].population
        print_item(f"  {answer.rule}", f"{answer.title}: {answer.size(population.of if population else '')}.")
    if unanswered:
        print("\nWe can't tell yet")
    for answer in unanswered:
        print_item(f"  {answer.rule}", f"{answer.title}: {'; '.join(answer.missing)}.")
