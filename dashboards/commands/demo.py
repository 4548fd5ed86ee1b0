"""`loopline demo`: generate an invented state in its own data folder, load it and show the dashboard."""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from graph.profile.profile import Profile

SOURCE = "demo"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the dashboard at the end.")] = True,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
    port: Annotated[int | None, typer.Option(help="Port of the dashboard.", min=1, max=65535)] = None,
    profile: Annotated[
        str, typer.Option(help="Profile that gives the state its levels, teams and words: a name or a YAML file.")
    ] = "education",
) -> None:
    """Try Loopline on a made-up state: 8 regions, 60 districts, 400 buildings in scope, a few dozen defects.

    The demo has its own server in the data folder's `demo` subfolder; your graph is not touched. With another
    profile, such as `--profile child_welfare`, the folder is `demo-child_welfare`.
    """
    from graph.profile.profile import Profile
    from graph.profile.words import speak

    rules = Profile.load(profile)
    home = _use_demo_folder(rules)
    speak(rules)
    report = _load(home, rules)
    _summarize(report)
    if serve:
        from dashboards.commands.dashboard import serve as serve_pages

        serve_pages(Settings.from_env(), port=port, browser=browser)
    else:
        print(f"\nTo open the dashboard later: LOOPLINE_HOME={home} loopline dashboard")


def _use_demo_folder(profile: Profile) -> Path:
    """Make the demo's folder the data folder of this process and its children; the user's server is left alone."""
    # One folder per profile, so that demos don't overwrite each other.
    home = Settings.from_env().home / ("demo" if profile.name == "education" else f"demo-{profile.name}")
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        os.environ.pop(name, None)
    os.environ["LOOPLINE_HOME"] = str(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return home


def _load(home: Path, profile: Profile) -> dict[str, Any]:
    from dashboards.loads.run import Way, run_load
    from graph.kept.load_input import LoadInput
    from loaders import sheets
    from loaders.generator import DEMO, demo_state

    folder = demo_state(home / "sheets", profile.origin)
    extract = sheets.read([folder])
    return run_load(Settings.from_env(), LoadInput(SOURCE, DEMO.as_of, extract, profile), Way())


def _summarize(report: dict[str, Any]) -> None:
    from dashboards.drawing.cards import panel
    from dashboards.drawing.headline import headline
    from dashboards.drawing.summary import summary
    from dashboards.overview import read_overview

    picture = read_overview()
    first = panel(picture)
    print("Invented data: this is the demo state. No real unit, team or person is in it.\n")
    print(_wrapped(headline(picture)))
    print(_wrapped("".join(text for text, _ in summary(picture))))
    print(f"\n{first.heading}:")
    for card in first.cards:
        print(_wrapped(f"{card.number}. {card.title}. {card.text}", "  ", "     "))
        if card.do:
            print(_wrapped(f"Do: {card.do}", "     ", "     "))
    if first.foot:
        print(_wrapped(first.foot, "  ", "  "))
    if first.support:
        print(_wrapped(f"{first.support}: see Findings.", "  ", "  "))
    found = report["findings"]["by_severity"]
    print(f"\nFindings: {', '.join(f'{count} {word}' for word, count in found.items())}.")


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(text, width=100, initial_indent=first, subsequent_indent=rest)
