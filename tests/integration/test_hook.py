"""What a hook sends, to listeners on this machine; whatever they do, the load goes on."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dashboards.cli import app
from dashboards.loads.hook import Hook
from dashboards.loads.hook_check import check_hook
from dashboards.loads.hook_settings import PASSWORD
from dashboards.loads.log import LoadLog, Log, LogFormat
from graph.errors import Exit, HeldError, InputError, LooplineError, ServerError, UsageError
from graph.settings import Settings
from tests.support.listeners import Mails, Web, certificate, mail_server, web
from tests.support.loading_command import Load
from tests.support.loading_help import folder

HELD = HeldError("0123456789abcdef", "d1", ["40 of 100 people are gone."], {})
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.loads.hook._PAUSE", 0.01)
    monkeypatch.setattr("dashboards.loads.hook._TIMEOUT", 1.0)


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as found:
        yield found


@pytest.fixture
def mails() -> Iterator[Mails]:
    with mail_server() as found:
        yield found


@pytest.fixture
def hook(tmp_path: Path) -> Callable[[str], Hook]:
    """A hook with such settings."""

    def made(settings: str) -> Hook:
        (tmp_path / "settings.toml").write_text(f"[hook]\n{settings}\n", encoding="utf-8")
        return Hook(tmp_path, LoadLog(Log(LogFormat.TEXT), "hr", "2026-03-31"))

    return made


def at(site: Web) -> str:
    return f'url = "{site.url}"'


def by(mails: Mails, tls: str = "none", more: str = "") -> str:
    return (
        f'smtp_host = "127.0.0.1"\nsmtp_port = {mails.port}\nsmtp_tls = "{tls}"\n'
        f'from = "loopline@example.org"\nto = ["steward@example.org", "other@example.org"]\n{more}'
    )


Made = Callable[[str], Hook]


def test_a_held_load_is_posted(site: Web, hook: Made, capsys: Capture) -> None:
    hook(at(site)).ended(HELD)
    assert site.got == [
        {
            "program": "loopline",
            "event": "held",
            "source": "hr",
            "as_of": "2026-03-31",
            "load": "0123456789abcdef",
            "reasons": ["40 of 100 people are gone."],
            "new_critical": {},
            "text": "Load 0123456789abcdef of hr as of 2026-03-31 is held.\n40 of 100 people are gone.",
        }
    ]
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("error", "reasons"),
    [
        (InputError("The file is empty.", "Export it again.", file="people.csv"), ["people.csv: The file is empty."]),
        (InputError("No.", file="p.csv", line=2, column="Ann Able"), ["p.csv, line 2: No."]),
        (ServerError("Neo4j can't be reached."), ["Neo4j can't be reached."]),
        (KeyError("Ann Able"), ["Something went wrong inside Loopline (KeyError)."]),
        (UsageError("No such mapping."), None),
        (LooplineError("Another loopline is writing.", "", Exit.BUSY), None),
    ],
    ids=["input", "header that may be data", "server", "inside", "usage", "busy"],
)
def test_what_failed_is_posted_without_what_may_be_a_name(
    site: Web, hook: Made, error: Exception, reasons: list[str] | None
) -> None:
    hook(at(site)).ended(error)
    assert [sent["reasons"] for sent in site.got] == ([reasons] if reasons else [])
    assert "Ann Able" not in json.dumps(site.got)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (
            {"change": {"critical": {"S-01": 2, "P-01": 1}}},
            "A load of hr as of 2026-03-31 has 3 new critical findings.",
        ),
        ({"change": {"critical": {"S-01": 1}}}, "A load of hr as of 2026-03-31 has 1 new critical finding."),
        ({"change": {"critical": {}}}, ""),
        ({"change": None}, ""),
    ],
)
def test_new_critical_findings_are_posted_by_rule(site: Web, hook: Made, found: dict[str, Any], told: str) -> None:
    hook(at(site)).loaded({"findings": found})
    assert [sent["text"].splitlines()[0] for sent in site.got] == ([told] if told else [])
    for sent in site.got:
        assert all(" of " in line and line.endswith(")") for line in sent["text"].splitlines()[1:]), "rules have titles"
    assert [sent["new_critical"] for sent in site.got] == ([found["change"]["critical"]] if told else [])


def test_nothing_is_derived_nothing_is_told(site: Web, hook: Made) -> None:
    hook(at(site)).loaded({})
    assert site.got == []


def test_one_retry_helps_where_a_server_is_busy(site: Web, hook: Made, capsys: Capture) -> None:
    site.answers = [503]
    hook(at(site)).ended(HELD)
    assert len(site.got) == 2
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("status", "tries"), [(500, 2), (429, 2), (404, 1), (401, 1)])
def test_a_refusal_is_a_warning_without_the_address(
    site: Web, hook: Made, capsys: Capture, status: int, tries: int
) -> None:
    site.answers = [status, status]
    hook(at(site)).ended(HELD)
    said = capsys.readouterr().err
    assert said == f"  Warning: The steward was not told (url): it answered {status}.\n"
    assert len(site.got) == tries


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(site: Web, hook: Made, capsys: Capture, status: int) -> None:
    with web() as elsewhere:
        site.answers, site.headers = [status, status], {"Location": elsewhere.url}
        hook(at(site)).ended(HELD)
        assert (len(site.got), elsewhere.got) == (1, [])
    assert "a redirect, which is not followed" in capsys.readouterr().err


def test_no_proxy_is_used(site: Web, hook: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    with web() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        hook(at(site)).ended(HELD)
        assert (len(site.got), proxy.got) == (1, [])


def test_one_that_never_answers_is_given_up(hook: Made, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboards.loads.hook._DEADLINE", 3.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        hook(f'url = "http://127.0.0.1:{silent.getsockname()[1]}/x"').ended(HELD)
        assert time.monotonic() - began < 3.5
    assert "no answer within" in capsys.readouterr().err


def test_nobody_there_is_a_warning(hook: Made, capsys: Capture) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    hook(f'url = "http://127.0.0.1:{port}/secret-token"').ended(HELD)
    said = capsys.readouterr().err
    assert "Connection refused" in said
    assert "secret-token" not in said


def test_wrong_settings_are_a_warning(hook: Made, capsys: Capture) -> None:
    hook('url = "http://chat.example/secret-token"').ended(HELD)
    said = capsys.readouterr().err
    assert "without encryption" in said
    assert "secret-token" not in said


def test_a_certificate_that_nobody_trusts_gets_nothing(
    tmp_path: Path, hook: Made, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = certificate(tmp_path)
    with web(own) as site:
        hook(at(site)).ended(HELD)
        assert site.got == []
        assert "certificate is not trusted" in capsys.readouterr().err
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        hook(at(site)).ended(HELD)
        assert len(site.got) == 1


def test_a_held_load_is_mailed(mails: Mails, hook: Made, capsys: Capture) -> None:
    hook(by(mails)).ended(HELD)
    ((sender, receivers, text),) = mails.got
    assert (sender, receivers) == ("loopline@example.org", ["steward@example.org", "other@example.org"])
    assert "Subject: Loopline: Load 0123456789abcdef of hr as of 2026-03-31 is held\n" in text
    assert "\n\nLoad 0123456789abcdef of hr as of 2026-03-31 is held.\n40 of 100 people are gone." in text
    assert (mails.logins, capsys.readouterr().err) == ([], "")


def test_the_password_comes_from_the_environment_only(
    mails: Mails, hook: Made, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(PASSWORD, raising=False)
    hook(by(mails, more='smtp_user = "loopline"')).ended(HELD)
    assert f"{PASSWORD} is not set" in capsys.readouterr().err
    assert (mails.got, mails.logins) == ([], [])
    monkeypatch.setenv(PASSWORD, "geheim")
    hook(by(mails, more='smtp_user = "loopline"')).ended(HELD)
    assert (len(mails.got), mails.logins) == (1, [("loopline", "geheim")])


def test_starttls_is_asked_for_and_the_certificate_looked_at(
    tmp_path: Path, hook: Made, capsys: Capture, monkeypatch: pytest.MonkeyPatch, mails: Mails
) -> None:
    hook(by(mails, "starttls")).ended(HELD)
    assert mails.got == [], "a server without encryption gets nothing"
    assert "SMTPNotSupportedError" in capsys.readouterr().err
    own = certificate(tmp_path)
    with mail_server(own) as safe:
        hook(by(safe, "starttls")).ended(HELD)
        assert safe.got == []
        assert "certificate is not trusted" in capsys.readouterr().err
        monkeypatch.setenv("SSL_CERT_FILE", str(own))
        hook(by(safe, "starttls")).ended(HELD)
        assert len(safe.got) == 1


def test_both_are_told_and_one_that_fails_keeps_the_other_from_nothing(
    site: Web, mails: Mails, hook: Made, capsys: Capture
) -> None:
    site.answers = [404]
    hook(f"{at(site)}\n{by(mails)}").ended(HELD)
    assert (len(site.got), len(mails.got)) == (1, 1)
    assert capsys.readouterr().err.count("Warning") == 1


def test_what_is_tried_again_is_told_once(site: Web, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f"[hook]\n{at(site)}\n", encoding="utf-8")
    log = Log(LogFormat.TEXT)
    for day in ("2026-03-31", "2026-03-31", "2026-04-30"):
        Hook(tmp_path, LoadLog(log, "hr", day)).ended(ServerError("Neo4j can't be reached."))
    assert [sent["as_of"] for sent in site.got] == ["2026-03-31", "2026-04-30"]


def test_the_doctor_looks_at_the_settings_and_sends_a_test(
    site: Web, mails: Mails, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list(check_hook(tmp_path)) == []
    assert [check.verdict for check in check_hook(tmp_path, send=True)] == ["warn"]
    (tmp_path / "settings.toml").write_text(f"[hook]\n{at(site)}\n{by(mails)}\n", encoding="utf-8")
    assert [check.verdict for check in check_hook(tmp_path)] == ["ok"]
    assert (site.got, mails.got) == ([], [])
    site.answers = [404]
    assert [(check.verdict, "it answered 404" in check.found) for check in check_hook(tmp_path, send=True)] == [
        ("fail", True),
        ("ok", False),
    ]
    assert [sent["event"] for sent in site.got] == ["test"]
    assert "This is a test" in mails.got[0][2]
    (tmp_path / "settings.toml").write_text("[hook]\nurl = 3\n", encoding="utf-8")
    assert [check.verdict for check in check_hook(tmp_path)] == ["fail"]
    # The command asks for it.
    monkeypatch.setenv("LOOPLINE_HOME", str(tmp_path))
    monkeypatch.setattr("graph.doctor.doctor.examine", lambda *_: iter(()))
    (tmp_path / "settings.toml").write_text(f"[hook]\n{at(site)}\n", encoding="utf-8")
    for words, sent in ((["doctor"], 1), (["doctor", "--hook"], 2)):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, len(site.got)) == (0, sent), done.output


def people(count: int) -> str:
    rows = "".join(f"P{number:03},Zacharias Zuckmayer,zz{number}@secret.example,Coach\n" for number in range(count))
    return f"person_id,name,email,job_title\n{rows}"


@pytest.mark.integration
def test_a_load_from_the_command_line(load: Load, server_settings: Settings, site: Web, tmp_path: Path) -> None:
    settings = server_settings.home / "settings.toml"
    settings.write_text(f"[hook]\n{at(site)}\n", encoding="utf-8")
    try:
        code, _, err = load(folder(tmp_path / "all", people=people(100)))
        assert (code, err, site.got) == (0, "", [])
        assert load(folder(tmp_path / "cut", people=people(60)), as_of="2026-10-01")[0] == 3
        assert load(folder(tmp_path / "bad", people="nothing\n"), as_of="2026-10-01")[0] == 4
        site.answers = [500, 500]
        code, _, err = load(folder(tmp_path / "less", people=people(59)), as_of="2026-10-01")
        assert code == 3, "a hook that fails changes no exit code"
        assert "Warning: The steward was not told (url): it answered 500." in err
    finally:
        settings.unlink()
    assert [sent["event"] for sent in site.got] == ["held", "failed", "held", "held"]
    assert site.got[0]["reasons"][0].startswith("40 of 100 people")
    assert not [word for word in ("zuckmayer", "secret.example") if word in json.dumps(site.got).casefold()]


@pytest.mark.integration
def test_a_plan_tells_nobody(load: Load, server_settings: Settings, site: Web, tmp_path: Path) -> None:
    settings = server_settings.home / "settings.toml"
    settings.write_text(f"[hook]\n{at(site)}\n", encoding="utf-8")
    try:
        load(folder(tmp_path / "all", people=people(100)))
        bad = folder(tmp_path / "bad", people="nothing\n")
        from tests.support.command_line import loopline

        done = loopline(server_settings, "load", str(bad), "--source", "hr", "--as-of", "2026-10-01", "--plan")
        assert done.returncode == 4
    finally:
        settings.unlink()
    assert site.got == []
