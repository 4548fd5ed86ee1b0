"""`loopline` in this process with a graph in memory: exit codes, output and standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import graph.connection
from dashboards import cli
from graph.settings import Settings
from tests.support.memory_graph import MemoryGraph


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


class MemoryCommand:
    """`loopline` on one graph in memory, and a folder for files."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.graph, self.folder = MemoryGraph(), folder
        self._patch, self._capsys = monkeypatch, capsys
        folder.mkdir(exist_ok=True)

        @contextmanager
        def connect(settings: Settings) -> Iterator[MemoryGraph]:
            del settings
            yield self.graph

        monkeypatch.setattr(graph.connection, "connect", connect)
        # Tests of loading; what is derived afterwards needs a server.
        monkeypatch.setattr("dashboards.progress._SILENCE", float("inf"))

    @property
    def home(self) -> Path:
        """The data folder."""
        return Settings.from_env().home

    def load(self, text: str, *more: str, source: str = "hr", as_of: str = "2026-09-01") -> Ended:
        """Load one sheet of people."""
        file = self.folder / "people.csv"
        file.write_text(text, encoding="utf-8")
        return self.run("load", str(file), "--source", source, "--as-of", as_of, "--no-derive", *more)

    def run(self, *words: str) -> Ended:
        """Run a command."""
        self._patch.setattr(sys, "argv", ["loopline", *words])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        said = self._capsys.readouterr()
        return Ended(int(code), said.out, said.err)


def people(count: int) -> str:
    """A sheet of so many people."""
    return "person_id,job_title\n" + "".join(f"P{number:03},Coach\n" for number in range(count))
