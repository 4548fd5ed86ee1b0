"""The process that holds something which others wait for: told apart from others, and said in words."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import datetime

import psutil

_SLACK = 5.0  # seconds; the system derives a start time from the boot time, which clock corrections move


@dataclass(frozen=True)
class Holder:
    """A process, so that others on its machine can tell whether it still runs.

    Attributes:
        host: Name of its machine.
        pid: Its number there.
        created: When it began, in seconds since 1970, as text.
        user: Name of the user at the operating system; empty if the system does not tell.
    """

    host: str
    pid: int
    created: str
    user: str = ""

    @classmethod
    def own(cls) -> Holder:
        """This process."""
        process = psutil.Process(os.getpid())
        return cls(_plain(platform.node()), process.pid, f"{process.create_time():.1f}", _user(process))

    def has_ended(self) -> bool:
        """Whether it ran on this machine and does not any more; of another machine nobody can tell."""
        if self.host != _plain(platform.node()):
            return False
        try:
            process = psutil.Process(self.pid)
            ended = abs(process.create_time() - float(self.created)) > _SLACK
            return ended or process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True
        except (ValueError, psutil.Error):
            return False

    def __str__(self) -> str:
        by = f" of {self.user}" if self.user else ""
        return f"process {self.pid}{by} on {self.host}"


def say_holder(what: str, doing: str, since: datetime | None, holder: Holder | None) -> str:
    """A sentence for whoever has to wait.

    Args:
        what: What the other does, as a sentence without its period: `Another loopline is writing to this graph`.
        doing: What for: `loading hr as of 2026-09-01`.
        since: Since when; None if it is not known.
        holder: Which process; None if it is not known.
    """
    begun = f" since {since.astimezone():%Y-%m-%d %H:%M}" if since is not None else ""
    return f"{what}{begun}: {doing}{f' ({holder})' if holder is not None else ''}."


def _user(process: psutil.Process) -> str:
    try:
        return _plain(process.username())
    except (psutil.Error, KeyError, OSError):
        return ""


def _plain(text: str) -> str:
    return text.replace("|", " ")
