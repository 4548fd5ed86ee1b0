"""Figures of starting, loading and finding, each in a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import numpy as np

from graph.connection import connect
from graph.loading.load import load
from graph.loading.names import names_for
from graph.profile.profile import Profile
from graph.queries.results import compute_all
from graph.settings import Settings
from loaders.mapping import loader
from loaders.mapping.file import find
from tests.benchmark.figure import Figure

LINKS = 500_000
PEOPLE = 20_000


def loopline(home: Path, *arguments: str, cache: Path | None = None) -> tuple[float, float]:
    """Run a command; seconds it took and the most memory it held, in MiB (its server is another process)."""
    environment = {**os.environ, "LOOPLINE_HOME": str(home), **({"LOOPLINE_CACHE": str(cache)} if cache else {})}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboards.cli", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    if status:
        sys.exit(f"loopline {' '.join(arguments)}: {said.decode()}")
    return took, usage.ru_maxrss / 1024


@contextmanager
def data_folder() -> Iterator[Path]:
    """A data folder whose server is stopped at the end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        try:
            yield home
        finally:
            loopline(home, "db", "stop")


def texas(folder: Path) -> Iterator[Figure]:
    """The public directory of a large state, on a server that has just started and on one that has worked before."""
    with data_folder() as home:
        loopline(home, "db", "start")
        arguments = ("load", str(folder), "--source", "askted", "--as-of", "2015-10-08", "--mapping", "askted")
        first, memory = loopline(home, *arguments)
        with connect(Settings(home=home)) as runner:
            while runner.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n").nodes_deleted:
                pass
        again, _ = loopline(home, *arguments)
    yield Figure("Texas 2015, files to findings, server just started", first, "s", 25)
    yield Figure("Texas 2015, files to findings, server at work", again, "s", 25)
    yield Figure("Texas 2015, memory of the loading process", memory, "MiB", 600)


def contacts() -> Iterator[Figure]:
    """An edge list of chance contacts: reading, checking, and writing to the graph."""
    dice = np.random.default_rng(1)
    ends = dice.integers(0, PEOPLE, (LINKS, 2))
    with tempfile.TemporaryDirectory() as folder, data_folder() as home:
        path = Path(folder) / "contacts.csv"
        lines = (f"P{start},P{end}\n" for start, end in ends.tolist())
        path.write_text("from,to\n" + "".join(lines), encoding="utf-8")
        stages: dict[str, float] = {}
        with connect(Settings(home=home)) as runner, names_for(Settings(home=home), "loading") as names:
            began = time.perf_counter()
            gathered = loader.reader(find("contacts"))([path], "bench")
            result = load(
                runner,
                gathered,
                Profile.load("education"),
                names=names,
                source="bench",
                as_of=date(2026, 6, 1),
                keep_problems=lambda *_: "",
                on_progress=lambda stage, *_: stages.__setitem__(stage, time.perf_counter()),
            )
            ended = time.perf_counter()
        made = result.edges["COMMUNICATES_WITH"].new
    yield Figure(
        "Contacts written to an empty graph", made / (ended - stages["checking"]), "links/s", 50_000, most=False
    )
    yield Figure("The same with reading and checking", made / (ended - began), "links/s")


def demo(home: Path) -> Iterator[Figure]:
    """The demo in an empty data folder: with fetching the server, and again; then all findings by themselves."""
    with tempfile.TemporaryDirectory() as empty:
        cold, _ = loopline(home, "demo", "--no-serve", cache=Path(empty))
        stop, _ = loopline(home / "demo", "db", "stop", cache=Path(empty))
        again, _ = loopline(home, "demo", "--no-serve", cache=Path(empty))
        loopline(home / "demo", "db", "stop", cache=Path(empty))
    yield Figure("`loopline demo --no-serve` from cold, with fetching the server", cold, "s", 60)
    yield Figure("The same again, server stopped in between", again, "s", 20)
    yield Figure("`loopline db stop`", stop, "s", 3)
    profile = Profile.load("education")
    with connect(Settings(home=home / "demo")) as runner:
        for words in ("server just started", "server at work"):
            began = time.perf_counter()
            compute_all(runner, profile)
            yield Figure(f"All findings on the demo state, {words}", time.perf_counter() - began, "s", 5)
