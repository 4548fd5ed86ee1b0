"""Errors with a message and a fix: one sentence on what is wrong, one on what to do, never a traceback."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any


class Exit(IntEnum):
    """Exit codes of every command; this is the one place that says what each means."""

    meaning: str

    def __new__(cls, code: int, meaning: str) -> Exit:
        """A code and what it means, in words that stand in `--help` and in the README."""
        made = int.__new__(cls, code)
        made._value_ = code
        made.meaning = meaning
        return made

    DONE = 0, "Done: loaded, or nothing new. Rows may be set aside."
    REFUSED = 1, "Not done: the server, the disk, the key or a query; the message says what to do."
    USAGE = (
        2,
        "The command line is wrong: a missing or unknown option, a value that can't be, an id that is unclear.",
    )
    HELD = 3, "The load is held until somebody approves or rejects it; nothing was written."
    REJECTED = 4, "The input is refused: a file, a mapping, a profile or settings.toml; nothing was written."
    BUSY = 5, "Another load is running, or another command that writes; nothing was written."
    STOPPED = 130, "Stopped by Ctrl-C; the same command again finishes what was begun."


def exit_codes() -> str:
    """All exit codes as a Markdown table."""
    return "\n".join(["| code | meaning |", "|---|---|", *(f"| {int(code)} | {code.meaning} |" for code in Exit)])


def exit_codes_help() -> str:
    """All exit codes for the end of a command's help, a line each; click keeps lines after its mark as they are."""
    return "\n".join(["\b", "Exit codes:", *(f"{int(code):>5}  {code.meaning}" for code in Exit)])


class LooplineError(Exception):
    """An error that the user can act on.

    Args:
        message: What was found and where, without restricted values.
        fix: What to do about it, as an imperative sentence; empty if nothing can be done.
        code: The exit code of the command.

    Attributes:
        told: Whether whoever looks at standard error has been told already.
    """

    told = False

    def __init__(self, message: str, fix: str = "", code: Exit = Exit.REFUSED) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.fix}".strip()


class InsideError(LooplineError):
    """A mistake in the program itself: its name is told, not what it says, which may quote what it worked on."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(
            f"Something went wrong inside Loopline ({type(error).__name__}).",
            "Run the command again as `loopline --debug ...` and report what it shows.",
        )


class UsageError(LooplineError):
    """The command got an invalid argument or option: exit code 2."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message, fix, Exit.USAGE)


class ServerError(LooplineError):
    """Neo4j can't be started, reached, or used."""


class StoreError(ServerError):
    """The store can't be opened any more; `loopline rebuild` builds it again."""

    REBUILD = "run `loopline rebuild`: it builds the store again from the kept inputs of its loads."

    @classmethod
    def of_older_version(cls, consequence: str) -> StoreError:
        """The error for a graph without history; `consequence` is a sentence on what was not done."""
        return cls(
            "An older version of Loopline filled this graph; it does not tell what has ended from what holds. "
            f"{consequence}",
            f"Stop the dashboard, then {cls.REBUILD} If their inputs were not kept, load all files again into a new "
            "data folder (LOOPLINE_HOME).",
        )


class QueryError(LooplineError):
    """Neo4j or the read-only guard rejects a statement."""


class InputError(LooplineError):
    """An input file is rejected as a whole, before anything is written: exit code 4.

    Args:
        message: What was found.
        fix: What to do.
        file: The file's name as the user gave it.
        line: Line or row, counted from 1 with the header as 1.
        column: Header text of the column.
    """

    def __init__(
        self, message: str, fix: str = "", *, file: str = "", line: int | None = None, column: str = ""
    ) -> None:
        place = ", ".join(
            part for part in (file, f"line {line}" if line else "", f"column {column}" if column else "") if part
        )
        super().__init__(f"{place}: {message}" if place else message, fix, Exit.REJECTED)
        self.file = file
        self.line = line
        self.column = column


class HeldError(LooplineError):
    """A load waits until somebody agrees: exit code 3. Its message has a line for each reason, list and command.

    Args:
        load_id: The load.
        digest: Of its plan; who approves the load approves exactly this.
        reasons: Why it is held, a sentence each.
        plan: Counts by label and type.
        decided: What was decided of the same files before, a sentence each, with what people wrote.
        rejected: Of these, what holds the load, without what people wrote.

    Attributes:
        reasons: Why it is held, for logs.
        sentences: What was decided before, then the reasons: for people, not for logs.
        lists: Files in which everything stands, by what they list.
        foreseen: What it would change, as `graph.loading.foreseen` tells it; None where nobody told.
    """

    def __init__(
        self,
        load_id: str,
        digest: str,
        reasons: list[str],
        plan: dict[str, dict[str, int]],
        decided: Sequence[str] = (),
        rejected: Sequence[str] = (),
    ) -> None:
        super().__init__(
            "",
            f'If the files are right:\n    loopline approve {load_id} --reason "..."\n'
            f'  If not, drop them and load the right ones:\n    loopline reject {load_id} --reason "..."',
            Exit.HELD,
        )
        self.load_id = load_id
        self.digest = digest
        self.reasons = [*rejected, *reasons]
        self.plan = plan
        self.sentences = [*decided, *reasons]
        self.lists: dict[str, str] = {}
        self.foreseen: Any = None
        self._compose()

    def name_list(self, what: str, path: str) -> None:
        """Say in the message where a list is."""
        self.lists[what] = path
        self._compose()

    def _compose(self) -> None:
        said = [f"  - {sentence}" for sentence in self.sentences]
        lists = [f"  {what}: {path}" for what, path in self.lists.items()]
        self.message = "\n".join([f"Load {self.load_id} is held, and nothing was written.", *said, *lists])

    def __str__(self) -> str:
        return f"{self.message}\n  {self.fix}"
