"""`loopline generate`: an invented state as sheets, with planted defects and their answer key."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.options import day_of
from graph.errors import UsageError
from graph.wording import say_count

if TYPE_CHECKING:
    from loaders.generator import Generated, Options


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("generate")(generate)


def generate(  # noqa: PLR0913, PLR0917 - the options of a command
    out: Annotated[Path, typer.Argument(help="Folder for the sheets: new, empty, or from an earlier run.")],
    districts: Annotated[int, typer.Option(help="Districts in scope.")] = 60,
    seed: Annotated[
        int, typer.Option(help="Random seed; the same seed makes the same files, byte for byte.", min=0)
    ] = 1,
    regions: Annotated[int | None, typer.Option(help="Regions [default: 8 for 60 districts, at most 20].")] = None,
    buildings: Annotated[int | None, typer.Option(help="Buildings in scope [default: 400 for 60 districts].")] = None,
    others: Annotated[
        int | None, typer.Option(help="Buildings out of scope, listed without teams [default: 1,730 for 400].")
    ] = None,
    defects: Annotated[
        float, typer.Option(help="Number of planted defects, as a multiple of the demo's; 0 makes a healthy state.")
    ] = 1.0,
    without: Annotated[
        list[str] | None, typer.Option(help="Rule for which to plant no defects, such as S-05; may be repeated.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(help="Year of a roll-out: in 1 one region has begun, in 2 half of them [default: all have]."),
    ] = None,
    staff: Annotated[int, typer.Option(help="Staff per building besides team members, with their contacts.")] = 0,
    as_of: Annotated[str, typer.Option(help="Date of the records.")] = "2026-10-31",
    profile: Annotated[
        str, typer.Option(help="Profile that gives the state its levels, teams and words: a name or a YAML file.")
    ] = "education",
) -> None:
    """Write a made-up state as sheets, and planted.csv with all findings to expect from it."""
    from dashboards.progress import progress
    from loaders.generator import Options
    from loaders.generator import generate as write_state

    options = Options(
        districts=districts,
        seed=seed,
        regions=regions,
        buildings=buildings,
        others=others,
        defects=defects,
        without=_rules(without or []),
        staff=staff,
        as_of=day_of(as_of, "--as-of"),
        profile=profile,
        year=year,
    )
    with progress() as report_progress:
        state = write_state(options, out, lambda done, total: report_progress("writing", done, total))
    _say(state, options)


def _say(state: Generated, options: Options) -> None:
    """What was written, what there was no room for, and how to load it."""
    from graph.profile.profile import Profile
    from graph.profile.recorded import DEFAULT
    from graph.profile.words import Words

    rules = Profile.load(options.profile)
    rows = sum(state.sizes.values()) - state.findings
    sizes = (("region", options.region_count), ("district", options.districts), ("school", options.building_count))
    units = ", ".join(f"{count:,} {rules.level_name(level, count)}" for level, count in sizes)
    print(f"{units} in scope: {say_count(rows, 'row', 'rows')} of invented data in {state.folder}.")
    print(f"planted.csv lists {say_count(state.findings, 'finding', 'findings')} to expect from it.")
    words = Words.of(rules)
    for name, expected in state.unplanted.items():
        more = f"it takes more {rules.level_name('district', 2)} (--districts)"
        print(f"No room for {words.say(name.replace('_', ' '))} ({', '.join(expected)}): {more}.", file=sys.stderr)
    under = f" --profile {shlex.quote(options.profile)}" if options.profile != DEFAULT else ""
    print(f"Next: loopline load {shlex.quote(str(state.folder))} --source invented --as-of {options.as_of}{under}")


def _rules(names: list[str]) -> frozenset[str]:
    """Check and normalize the names of rules.

    Raises:
        UsageError: No defect can be planted for one of them.
    """
    from loaders.generator.planting import defects

    known = {rule for defect in defects().values() for rule in defect.rules}
    for name in names:
        if name.upper() not in known:
            raise UsageError(f"No defect can be planted for {name!r}.", f"Use one of: {', '.join(sorted(known))}.")
    return frozenset(name.upper() for name in names)
