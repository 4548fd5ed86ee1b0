"""The command `loopline`: finds its subcommands, prints errors as one sentence with a fix, sets exit codes."""

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
import typer.core

from dashboards import commands
from graph.errors import Exit, InsideError, LooplineError


class _Commands(typer.core.TyperGroup):
    """The commands; what a wrong option is told of begins with what is wrong."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as the class above has it
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # the word of the library that checks values
            raise


app = typer.Typer(
    name="loopline",
    cls=_Commands,
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
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback if a command fails.")] = False,
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


def main() -> None:
    """Run the command line. A traceback is printed only with `--debug`."""
    _prepare_output()
    try:
        command()()
    except LooplineError as error:
        _print_error(error)
        sys.exit(int(error.code))
    except SystemExit as end:
        if end.code == Exit.STOPPED:
            _print_error(LooplineError("Stopped.", "Run the same command again to finish.", Exit.STOPPED))
        raise
    except Exception as error:
        _print_error(InsideError(error))
        sys.exit(int(Exit.REFUSED))


def _prepare_output() -> None:
    """Never fail on a character, whatever the locale; files and pipes get UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _print_error(error: LooplineError) -> None:
    """Print the error on standard error; with `--format json` also as JSON on standard output."""
    if _shown["debug"]:
        traceback.print_exc()
    if not error.told:
        print(f"loopline: {error.message}", file=sys.stderr)
    if error.fix and not error.told:
        print(f"  {error.fix}", file=sys.stderr)
    if "--format=json" in sys.argv or ("--format", "json") in zip(sys.argv, sys.argv[1:], strict=False):
        print(json.dumps({"error": error.message, "fix": error.fix, "exit_code": int(error.code)}, indent=2))


if __name__ == "__main__":
    main()
