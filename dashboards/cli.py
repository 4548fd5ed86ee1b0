"""The command `loopline`: finds its commands, shows errors as one sentence and its remedy, keeps the exit codes."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import sys
import traceback
from collections.abc import Callable
from functools import cache
from importlib import metadata
from typing import Annotated, Any

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


@app.callback(invoke_without_command=True)
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    _shown["debug"] = debug
    if version:
        print(f"loopline {metadata.version('loopline')}")
        raise typer.Exit


for _found in sorted(pkgutil.iter_modules(commands.__path__), key=lambda module: module.name):
    importlib.import_module(f"{commands.__name__}.{_found.name}").register(app)


@cache
def command() -> Callable[[], Any]:
    """The command line with all its commands."""
    return typer.main.get_command(app)


_INTERRUPTED = 130
"""Exit code of a command that Ctrl-C ended, as a shell expects it."""


def main() -> None:
    """Run the command line; never ends in a traceback unless `--debug` asks for one."""
    _prepare_output()
    try:
        command()()
    except LooplineError as error:
        _tell(error)
        sys.exit(int(error.code))
    except SystemExit as end:
        if end.code == _INTERRUPTED:
            _tell(LooplineError("Stopped.", "Run the same command again: it finishes what was begun."))
        raise
    except Exception as error:
        _tell(
            LooplineError(
                f"Something went wrong inside Loopline ({type(error).__name__}).",
                "Run the command again as `loopline --debug ...` and report what it shows.",
            )
        )
        sys.exit(int(Exit.REFUSED))


def _prepare_output() -> None:
    """Whatever the system's locale, output never fails on a character; what goes to a file or a pipe is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _tell(error: LooplineError) -> None:
    """Say on standard error what went wrong; whoever asked for JSON finds it on standard output too."""
    if _shown["debug"]:
        traceback.print_exc()
    print(f"loopline: {error.message}", file=sys.stderr)
    if error.fix:
        print(f"  {error.fix}", file=sys.stderr)
    if "--format=json" in sys.argv or ("--format", "json") in zip(sys.argv, sys.argv[1:], strict=False):
        print(json.dumps({"error": error.message, "fix": error.fix, "exit_code": int(error.code)}, indent=2))


if __name__ == "__main__":
    main()
