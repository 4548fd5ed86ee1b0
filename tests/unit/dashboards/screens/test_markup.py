"""Everything that reaches a page is text, unless this module made it a tag; every address stays inside the app."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dashboards
from dashboards.shell.address import ALIGNMENT, LOOP_BOARD, address
from dashboards.shell.downloads import csv_bytes
from dashboards.shell.markup import Markup, join, link, tag, text
from graph.errors import LooplineError

ATTACKS = (
    "<script>alert(1)</script>",
    "</h1><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "javascript:alert(1)",
    "<svg/onload=alert(1)>",
    "&lt;script&gt;",
    "</script><script>alert(1)//",
    "\u2028alert(1)\u2029",
    "\u202egnp.exe",
    "{{7*7}} ${7*7} :material/home: $x^2$",
    "a\x00b\x1fc",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_texts_stay_texts_as_child_and_as_attribute(attack: str) -> None:
    made = tag("p", attack, title=attack)
    inside = re.sub(r"^<p title=\"[^\"<>]*\">|</p>$", "", made)
    assert "<" not in inside
    assert ">" not in inside
    assert '"' not in inside
    assert "\x00" not in made


@given(st.text())
def test_no_text_ever_closes_its_tag(said: str) -> None:
    assert re.fullmatch(r'<td title="[^"<>]*">[^<>"]*</td>', tag("td", said, title=said), flags=re.DOTALL)


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", tag("strong", "a < b"), " & c") == "<p><strong>a &lt; b</strong> &amp; c</p>"
    assert isinstance(join("a", None, ["b", tag("br")]), Markup)
    assert join("a", None, ["b", tag("br")]) == "ab<br>"


@pytest.mark.parametrize("name", ["script", "style", "iframe", "object", "form action", "SCRIPT", "base", "link"])
def test_tags_that_are_not_listed_are_refused(name: str) -> None:
    with pytest.raises(LooplineError, match="not on the list"):
        tag(name, "x")


@pytest.mark.parametrize("name", ["onclick", "onerror", "srcdoc", "formaction", "src", "xlink:href"])
def test_attributes_that_are_not_listed_are_refused(name: str) -> None:
    with pytest.raises(LooplineError, match="not on the list"):
        tag("a", "x", **{name: "1"})


@pytest.mark.parametrize(
    "address_",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "//elsewhere.example/x",
        "https://elsewhere.example",
        "data:text/html,x",
        "/\\elsewhere.example",
        "\tjavascript:alert(1)",
        "loop-board?x=1\n2",
    ],
)
def test_links_lead_nowhere_but_to_pages_of_the_dashboard(address_: str) -> None:
    with pytest.raises(LooplineError, match="only lead to a page"):
        link("x", address_)


@pytest.mark.parametrize(
    "address_",
    [ALIGNMENT, "./", "alignment?at=R3/D17", "loop-board?cell=RIT-DIT.paper&only=gaps", "findings", "?at=R3"],
)
def test_pages_of_the_dashboard_can_be_linked(address_: str) -> None:
    assert f'href="{text(address_)}"' in link("x", address_)


@pytest.mark.parametrize("style", ["width:1px;background:url(x)", "expression(1)", "width:calc(1px)", "color:red"])
def test_styles_hold_lengths_only(style: str) -> None:
    with pytest.raises(LooplineError, match="only hold lengths"):
        tag("span", style=style)


def test_empty_parameters_are_left_out_of_an_address() -> None:
    assert address(LOOP_BOARD, cell=None, only="") == "loop-board"
    assert address(ALIGNMENT, at="R3/D17") == "alignment?at=R3/D17"


def test_downloads_hold_no_formula_and_join_lists() -> None:
    made = csv_bytes(
        ("name", "=head"), [("=HYPERLINK(1)", ["a", "b"]), ("-5", None), ("@x", "\uff1d1"), ("plain, text", 3)]
    )
    lines = made.decode("utf-8-sig").splitlines()
    assert lines == ["name,'=head", "'=HYPERLINK(1),a|b", "-5,", "'@x,'\uff1d1", '"plain, text",3']


def test_no_page_writes_html_by_hand_or_trusts_data_with_it() -> None:
    folder = Path(dashboards.__file__).parent
    for path in [*(folder / "screens").glob("*.py"), *(folder / "shell").glob("*.py"), folder / "app.py"]:
        code = path.read_text(encoding="utf-8")
        assert "unsafe_allow_html" not in code, path
        assert "unsafe_allow_javascript" not in code, path
        # The first two make tags; the others add what holds no data.
        if path.name not in {"markup.py", "layout.py", "asgi.py", "preload.py"}:
            assert not re.search(r"[\"']<[a-z/]", code), f"{path} writes a tag by hand"


def test_what_is_kept_between_pages_knows_no_user() -> None:
    folder = Path(dashboards.__file__).parent
    kept = []
    for path in sorted([*(folder / "screens").glob("*.py"), *(folder / "shell").glob("*.py")]):
        code = path.read_text(encoding="utf-8")
        found = re.findall(r"@st\.cache_\w+\([^)]*\)\ndef (\w+)\(([^)]*)\)", code)
        assert len(found) == code.count("@st.cache_"), path
        if found:
            assert "st.user" not in code, path
            assert "session_state" not in code, path
        kept += found
    assert len(kept) >= 4
    assert all("stamp" in arguments for name, arguments in kept if name != "_connection")
