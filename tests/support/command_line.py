"""`loopline ...` in this process: what it prints and its exit code, without Python starting anew."""

from __future__ import annotations

import io
import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from dashboards import cli
from graph.settings import Settings


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def loopline(settings: Settings, *arguments: str) -> Done:
    """Run a command on a data folder."""
    out, err = io.StringIO(), io.StringIO()
    code: object = 0
    with (
        patch.dict(os.environ, {"LOOPLINE_HOME": str(settings.home)}),
        patch.object(sys, "argv", ["loopline", *arguments]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        os.environ.pop("NEO4J_URI", None)
        try:
            cli.main()
        except SystemExit as end:
            code = end.code
    return Done(code if isinstance(code, int) else int(bool(code)), out.getvalue(), err.getvalue())
