"""`loopline profile`: list the shipped profiles, show one, or check a file."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboards.tables import print_json, print_table
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.profile.profile import Profile


class Format(StrEnum):
    """How a profile is printed."""

    TEXT = "text"
    JSON = "json"


_OUTPUT = typer.Option("--format", help="Output format.")
_COLUMNS = ("name", "title", "levels", "team_types", "thresholds")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="List, show and check profiles: levels, team types, required pairs and thresholds.", no_args_is_help=True
    )
    group.command("list")(list_profiles)
    group.command("show")(show)
    group.command("check")(check)
    app.add_typer(group, name="profile")


def list_profiles(output: Annotated[Format, _OUTPUT] = Format.TEXT) -> None:
    """List the shipped profiles."""
    from graph.profile.profile import Profile, available

    rows = [_facts(Profile.load(name)) for name in available()]
    if output is Format.JSON:
        print_json(rows)
        return
    print_table(_COLUMNS, [_counted(row) for row in rows])


def show(
    name: Annotated[str, typer.Argument(help="A shipped profile's name or a YAML file.")],
    output: Annotated[Format, _OUTPUT] = Format.TEXT,
) -> None:
    """Show a profile: levels, team types, required pairs and thresholds with their sources."""
    from graph.profile.profile import Profile

    profile = Profile.load(name)
    if output is Format.JSON:
        print_json(profile.model_dump(mode="json", by_alias=True))
        return
    print(f"{profile.name}: {profile.title}\n")
    print_table(("level", "one", "many", "optional"), [tier.model_dump() for tier in profile.tiers])
    print()
    print_table(("type", "level", "kind", "name"), [entry.model_dump() for entry in profile.team_types])
    print()
    print_table(("kind", "group", "upper", "lower"), [pair.model_dump() for pair in profile.pairs])
    print()
    rows = [{"threshold": key, **entry.model_dump()} for key, entry in profile.thresholds.items()]
    print_table(("threshold", "value", "help", "source"), rows)


def check(
    file: Annotated[Path, typer.Argument(help="Your profile, a YAML file.")],
    output: Annotated[Format, _OUTPUT] = Format.TEXT,
) -> None:
    """Check a profile file; everything that is wrong is listed at once, with its line, its field and what to do."""
    from graph.errors import Exit, LooplineError
    from graph.profile.problems import problems_of
    from graph.profile.profile import Profile, available

    if not file.is_file():
        raise LooplineError(
            f"There is no file {file}.", f"Choose a YAML file. Shipped profiles are: {', '.join(available())}."
        )
    problems = problems_of(file)
    if problems and output is Format.JSON:
        print_json({"file": str(file), "valid": False, "problems": [problem.facts() for problem in problems]})
    elif problems:
        print(f"{file}: {say_count(len(problems), 'problem', 'problems')}.")
        for problem in problems:
            place = ", ".join(filter(None, (f"line {problem.line}" if problem.line else "", problem.field)))
            print(f"  {place + ': ' if place else ''}{problem.problem} {problem.fix}")
    if problems:
        raise typer.Exit(Exit.REFUSED)
    profile = Profile.load(file)
    if output is Format.JSON:
        print_json({"file": str(file), "valid": True, **_facts(profile)})
        return
    print(f"{file} is a valid profile: {profile.name}, {profile.title}.")


def _facts(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.name,
        "title": profile.title,
        "levels": list(profile.levels),
        "team_types": [entry.type for entry in profile.team_types],
        "thresholds": len(profile.thresholds),
        "fingerprint": profile.fingerprint,
    }


def _counted(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "levels": ", ".join(row["levels"]), "team_types": ", ".join(row["team_types"])}
