"""The examples for loads that nobody watches: each is well-formed, and each command in them is one that there is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path, PureWindowsPath
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from dashboards.cli import command
from dashboards.loads.hook_settings import HookSettings

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "loaders" / "unattended"
README = ROOT / "loaders" / "README.md"
PROGRAM = "/opt/loopline/.venv/bin/loopline"
SHELL = shutil.which("sh")
VERIFY = shutil.which("systemd-analyze")
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))


def parsed(words: list[str]) -> dict[str, Any]:
    """What the command line makes of a command after `loopline`; a wrong one is an error."""
    group: Any = command()
    context = group.make_context("loopline", list(words), resilient_parsing=False)
    name, found, rest = group.resolve_command(context, [*context._protected_args, *context.args])
    while hasattr(found, "commands"):
        context = found.make_context(name, rest, parent=context)
        name, found, rest = found.resolve_command(context, [*context._protected_args, *context.args])
    params: dict[str, Any] = found.make_context(name, rest, parent=context).params
    return {"command": name, **params}


def cron_jobs() -> list[tuple[list[str], str]]:
    lines = (EXAMPLES / "loopline.crontab").read_text(encoding="utf-8").splitlines()
    jobs = [line for line in lines if line and not line.startswith("#") and not re.match(r"\w+=", line)]
    return [(line.split(None, 5)[:5], line.split(None, 5)[5]) for line in jobs]


def test_the_parser_refuses_what_there_is_not() -> None:
    for words in (["watch"], ["watch", "drop", "--evry", "3"], ["load", "x", "--source", "hr"], ["wach", "drop"]):
        with pytest.raises(Exception, match=r"(?i)missing|no such"):
            parsed(words)


def test_the_times_of_the_crontab_are_times() -> None:
    assert len(cron_jobs()) == 2
    for times, _ in cron_jobs():
        for field, (low, high) in zip(times, RANGES, strict=True):
            assert field == "*" or low <= int(field) <= high, times


@pytest.mark.skipif(SHELL is None or not Path("/usr/bin/date").exists(), reason="no shell")
def test_the_commands_of_the_crontab_run_in_its_shell(tmp_path: Path) -> None:
    program = tmp_path / "loopline"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    found = []
    for _, job in cron_jobs():
        assert not re.search(r"(?<!\\)%", job), "cron reads a bare % as the end of the line"
        line = job.replace(r"\%", "%").replace("/var/lib/loopline", str(tmp_path))
        environment = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
        done = subprocess.run([str(SHELL), "-c", line], env=environment, capture_output=True, text=True, check=True)
        found.append(parsed(done.stdout.splitlines()))
    watch, load = found
    assert (watch["command"], watch["once"]) == ("watch", True)
    assert (load["command"], load["source"]) == ("load", "hr")
    assert re.fullmatch(r"\d{4}-\d\d-(28|29|30|31)", load["as_of"]), "the last day of a month"


@pytest.mark.parametrize(("name", "once"), [("loopline-watch.service", False), ("loopline-load.service", True)])
def test_the_commands_of_the_services(name: str, once: bool) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    program, *words = shlex.split(line)
    assert program == PROGRAM
    found = parsed(words)
    assert (found["command"], found["once"]) == ("watch", once)
    assert "KillMode=process" in text, "or the database would be killed with the command"


@pytest.mark.skipif(VERIFY is None, reason="no systemd here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    names = [path.name for path in EXAMPLES.iterdir() if path.suffix in (".service", ".timer")]
    assert len(names) == 3
    for name in names:
        text = (EXAMPLES / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(PROGRAM, str(shutil.which("true"))), encoding="utf-8")
    paths = [str(tmp_path / name) for name in names]
    done = subprocess.run([str(VERIFY), "verify", *paths], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_task_of_windows() -> None:
    task = ET.parse(EXAMPLES / "loopline-load.xml").getroot()  # noqa: S314
    assert task.tag == f"{TASK}Task"
    (action,) = task.findall(f"{TASK}Actions/{TASK}Exec")
    program, arguments = (action.findtext(f"{TASK}{name}", "") for name in ("Command", "Arguments"))
    assert PureWindowsPath(program).name == "loopline.exe"
    found = parsed(shlex.split(arguments, posix=False))
    assert (found["command"], found["once"], found["folder"]) == ("watch", True, Path(r"D:\loopline\drop"))


def commands_of(readme: str) -> list[str]:
    """The lines of a README's code blocks that are commands."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("loopline ")]


@pytest.mark.parametrize("line", commands_of(README.read_text(encoding="utf-8")))
def test_each_command_of_the_readme_is_one(line: str) -> None:
    assert parsed(shlex.split(line, comments=True)[1:])["command"]


def test_the_hook_of_the_readme_is_one(tmp_path: Path) -> None:
    (block,) = re.findall(r"^```toml\n(\[hook\].*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "settings.toml").write_text(block, encoding="utf-8")
    found = HookSettings.of(tmp_path)
    assert found is not None
    assert all(getattr(found, field.name) for field in fields(found)), "it shows each setting"


def test_the_readme_names_each_example() -> None:
    text = README.read_text(encoding="utf-8")
    for path in EXAMPLES.iterdir():
        assert f"unattended/{path.name}" in text
