"""`loopline findings`: what was found at the last load, the gravest first, and what can't be told yet."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.tables import Format, note, print_csv, print_item, print_json
from graph.errors import LooplineError, UsageError
from graph.settings import Settings
from graph.wording import say_count, say_date

if TYPE_CHECKING:
    from graph.queries.catalog import Catalog
    from graph.queries.evaluate import Answer
    from graph.runner import Runner

_CSV = ("severity", "rule", "query", "buildings", "sentence", "ids", "key", "evaluable", "missing")


class Severity(StrEnum):
    """How grave a finding is."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("findings")(findings)


def findings(
    rule: Annotated[str, typer.Option(help="Only this rule, such as S-02, or the id of one query.")] = "",
    severity: Annotated[Severity | None, typer.Option(help="Only findings of this severity.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Run the queries again instead of reading the answers kept.")
    ] = False,
    profile: Annotated[str, typer.Option(help="Profile that --fresh judges by; by default the last load's.")] = "",
    output: Annotated[Format, typer.Option("--format", help="How to print them.")] = Format.TABLE,
) -> None:
    """List findings: severity first, then buildings behind them."""
    from graph.connection import connect
    from graph.queries.catalog import catalog

    known = catalog()
    wanted = _wanted(known, rule)

    with connect(Settings.from_env()) as runner:
        answers = [answer for answer in _answers(runner, wanted, profile, fresh=fresh) if answer.query in wanted]
    shown = [some for answer in answers if (some := _only(answer, known, severity)) is not None]
    if output is Format.TABLE:
        _print(shown, known)
        return
    rows = [record for answer in _in_order(shown) for record in answer]
    if output is Format.JSON:
        print_json(rows)
    else:
        print_csv(_CSV, rows)


def _wanted(known: Catalog, rule: str) -> set[str]:
    """Ids of the findings that were asked for."""
    from graph.suggest import did_you_mean, ended

    queries = {query.id: query for query in known.of_kind("finding")}
    if not rule:
        return set(queries)
    chosen = {query.id for query in queries.values() if rule.upper() == query.rule or rule == query.id}
    if chosen:
        return chosen
    figures = [query.id for query in known.rules().get(rule.upper(), [])]
    if figures:
        raise UsageError(f"{rule.upper()} is a figure, not a finding.", f"Run `loopline run {figures[0]}`.")
    names = [*queries, *{query.rule for query in queries.values() if query.rule}]
    raise UsageError(
        ended(f"There is no rule or finding {rule!r}{did_you_mean(rule, names)}"),
        "`loopline catalog` lists all.",
    )


def _answers(runner: Runner, wanted: set[str], profile: str, *, fresh: bool) -> list[Answer]:
    """The answers kept; run now where that is asked for, or none were kept."""
    from graph.profile.recorded import recorded_profile
    from graph.profile.words import speak
    from graph.queries.catalog import catalog
    from graph.queries.evaluate import Context, run
    from graph.queries.stored import stored

    context = Context.read(runner)
    if context.load is None:
        raise LooplineError("Nothing is loaded yet.", "Load a staff export first: `loopline load PATH --source NAME`.")
    rules = recorded_profile(runner, profile)
    speak(rules)
    kept = [] if fresh else stored(runner)
    if kept:
        if any(answer.load != context.load for answer in kept):
            note("These findings are older than the last load. Run `loopline derive` to bring them up to date.")
        return kept
    if not fresh:
        note("No findings were kept; they are worked out now. `loopline derive` keeps them.")
    thresholds = rules.parameters(context.as_of)
    return [
        run(query, runner, context=context, thresholds=thresholds)
        for query in catalog().of_kind("finding")
        if query.id in wanted
    ]


def _only(answer: Answer, known: Catalog, severity: Severity | None) -> Answer | None:
    """An answer with the rows of one severity; one that can't be given counts by the worst it could say."""
    from dataclasses import replace

    if severity is None:
        return answer
    if not answer.evaluable:
        return answer if known[answer.query].severity == severity else None
    return replace(answer, rows=tuple(row for row in answer.rows if row.severity == severity))


def _in_order(answers: Sequence[Answer]) -> list[list[dict[str, object]]]:
    """Records of all findings by severity, buildings and ids; then what can't be told."""
    from graph.queries.stored import ordered

    found = [answer.record(row) for answer, row in ordered(answers)]
    return [found, *(answer.records() for answer in answers if not answer.evaluable)]


def _untold(untold: int, asked: int) -> str:
    if not untold:
        return f"{'the question' if asked == 1 else f'all {asked} questions'} about findings can be answered."
    return f"{untold} of {say_count(asked, 'question', 'questions')} about findings can't be answered yet."


def _print(answers: Sequence[Answer], known: Catalog) -> None:
    """Findings in words, by severity, then what can't be told."""
    from graph.queries.evaluate import ANSWERS
    from graph.queries.stored import ordered

    # What can't be answered stands at the end, and there alone.
    judged = [answer for answer in answers if ANSWERS not in known[answer.query].needs]
    rows = ordered(judged)
    as_of = next((answer.as_of for answer in answers if answer.as_of), None)
    untold = [answer for answer in answers if not answer.evaluable]
    print(
        f"{say_count(len(rows), 'finding', 'findings')}{f' as of {say_date(as_of)}' if as_of else ''}; "
        + _untold(len(untold), len(answers))
    )
    severity = ""
    for answer, row in rows:
        if row.severity != severity:
            severity = row.severity or ""
            print(f"\n{severity.capitalize()}")
        print_item(f"  {answer.rule}", row.sentence)
    sized = [answer for answer in judged if answer.rows and answer.population]
    if sized:
        print("\nHow many of how many")
    for answer in sized:
        population = known[answer.query].population
        print_item(f"  {answer.rule}", f"{answer.title}: {answer.size(population.of if population else '')}.")
    if untold:
        print("\nWe can't tell yet")
    for answer in untold:
        print_item(f"  {answer.rule}", f"{answer.title}: {'; '.join(answer.missing)}.")
