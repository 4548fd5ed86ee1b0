"""The command `loopline`: finds its commands, shows errors as one sentence and its remedy, keeps the exit codes."""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from typing import Annotated

import typer

from dashboards import commands
from graph.errors import Exit, LooplineError

app = typer.Typer(
    name="loopline",
    help="Shows whether a state's implementation teams are really linked, from the state office to the school "
    "building, and where the line breaks.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_shown = {"debug": False}


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
) -> None:
    _shown["debug"] = debug


for _found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
    importlib.import_module(f"{commands.__name__}.{_found.name}").register(app)


def main() -> None:
    """Run the command line; never ends in a traceback unless `--debug` asks for one."""
    try:
        app()
    except LooplineError as error:
        _tell(error.message, error.fix)
        sys.exit(int(error.code))
    except Exception as error:
        _tell(
            f"Something went wrong inside Loopline ({type(error).__name__}).",
            "Run the command again as `loopline --debug ...` and report what it shows.",
        )
        sys.exit(int(Exit.REFUSED))


def _tell(message: str, fix: str) -> None:
    if _shown["debug"]:
        traceback.print_exc()
    print(f"loopline: {message}", file=sys.stderr)
    if fix:
        print(f"  {fix}", file=sys.stderr)


if __name__ == "__main__":
    main()
