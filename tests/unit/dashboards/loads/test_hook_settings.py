"""The table `[hook]` of settings.toml: off by default, and what is wrong is told without quoting it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.loads.hook_settings import HookSettings
from graph.errors import InputError


def of(home: Path, text: str) -> HookSettings | None:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return HookSettings.of(home)


def test_off_by_default(tmp_path: Path) -> None:
    assert HookSettings.of(tmp_path) is None
    assert of(tmp_path, "[guards.default]\nfew = 3\n") is None


def test_a_web_address_and_a_mail_server(tmp_path: Path) -> None:
    found = of(
        tmp_path,
        '[hook]\nurl = "https://chat.example/hooks/x?y=1"\nsmtp_host = "mail.example"\nfrom = "loopline@example.org"\n'
        'to = ["steward@example.org", "other@example.org"]\nsmtp_tls = "tls"\nsmtp_user = "loopline"\n',
    )
    assert found == HookSettings(
        "https://chat.example/hooks/x?y=1",
        "mail.example",
        0,
        "tls",
        "loopline",
        "loopline@example.org",
        ("steward@example.org", "other@example.org"),
    )
    assert found is not None
    assert found.port == 465


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_usual_ports(tmp_path: Path, tls: str, port: int) -> None:
    found = of(tmp_path, f'[hook]\nsmtp_host = "m"\nfrom = "a@x.org"\nto = "b@x.org"\nsmtp_tls = "{tls}"\n')
    assert found is not None
    assert (found.port, found.receivers) == (port, ("b@x.org",))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8080/x", "http://localhost/x", "http://[::1]:1/x"])
def test_this_machine_needs_no_encryption(tmp_path: Path, url: str) -> None:
    assert of(tmp_path, f'[hook]\nurl = "{url}"\n') is not None


MAIL = '[hook]\nsmtp_host = "mail.example"\nfrom = "a@x.org"\nto = "b@x.org"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[hook]\nurl = "http://chat.example/geheim"\n', "leaves this machine without encryption"),
        ('[hook]\nurl = "ftp://chat.example/geheim"\n', "no web address"),
        ('[hook]\nurl = "https://ann:geheim@chat.example/"\n', "no web address"),
        ('[hook]\nurl = "https://chat.example:99999/geheim"\n', "no web address"),
        ('[hook]\nurl = "https:///geheim"\n', "no web address"),
        ('[hook]\nurl = "https://chat.example/geh eim"\n', "no web address"),
        ("[hook]\nurl = 3\n", "url has a value that can't be"),
        ('[hook]\nurl = " "\n', "url has a value that can't be"),
        ('[hook]\nuri = "https://x.example"\n', "There is no setting 'uri'; did you mean 'url'"),
        ('[hook]\nsmtp_host = "mail.example"\n', "from and to are missing"),
        ('[hook]\nurl = "https://x.example"\nsmtp_host = "m"\nto = "b@x.org"\n', "from is missing"),
        (MAIL + 'smtp_tls = "ssl"\n', "smtp_tls is none of its words"),
        (MAIL + "smtp_port = 0\n", "smtp_port has a value"),
        (MAIL + "smtp_port = true\n", "smtp_port has a value"),
        (MAIL + 'smtp_password = "geheim"\n', "A password stands in the file"),
        (MAIL + 'smtp_user = "u"\nsmtp_tls = "none"\n', "password would leave this machine without encryption"),
        (MAIL.replace('"b@x.org"', "[]"), "to has a value"),
        (MAIL.replace("b@x.org", "b@x.org\\nBcc: geheim@x.org"), "to has a value"),
        ('hook = "https://geheim.example"\n', "hook is no table"),
    ],
)
def test_what_is_wrong_is_said_and_no_value_is_quoted(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        of(tmp_path, text)
    assert said in str(error.value)
    assert "settings.toml" in str(error.value)
    assert "geheim" not in str(error.value)
