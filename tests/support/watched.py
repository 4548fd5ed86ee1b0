"""A drop folder, and `loopline watch` on it with a graph in memory."""

from __future__ import annotations

from pathlib import Path

from tests.support.memory_command import Ended, MemoryCommand


class Watched:
    """A drop folder, and `loopline watch` on it."""

    def __init__(self, command: MemoryCommand) -> None:
        self.command, self.folder = command, command.folder

    def drop(self, name: str, text: str) -> Path:
        """An export with one sheet of people."""
        folder = self.folder / name
        folder.mkdir()
        (folder / "people.csv").write_text(text, encoding="utf-8")
        return folder

    def once(self, *more: str) -> Ended:
        return self.command.run("watch", str(self.folder), "--once", "--settle", "0", "--no-derive", *more)

    def poll(self, *more: str) -> Ended:
        return self.command.run("watch", str(self.folder), "--every", "1", "--settle", "0", "--no-derive", *more)

    def names(self, place: str = "") -> list[str]:
        """What lies there, hidden files and result folders left out."""
        left_out = {"done", "held", "failed"} if not place else set()
        found = (path.name for path in (self.folder / place).iterdir())
        return sorted(name for name in found if not name.startswith(".") and name not in left_out)

    def report(self, place: str) -> str:
        return (self.folder / f"{place}.report.txt").read_text(encoding="utf-8")

    def loads(self) -> list[tuple[str, str]]:
        """Sources and dates of the published loads, in their order."""
        found = sorted(self.command.graph.loads.values(), key=lambda load: int(load["number"]))
        return [(load["source"], str(load["as_of"])) for load in found]
