"""The pages' style sheet: every class in it is one that some page gives to something."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import dashboards
from graph.model.vocabulary import SEVERITIES

ROOT = Path(dashboards.__file__).parent
# Streamlit's own names for what it draws.
THEIRS = {"stApp", "stBidiComponent", "stButton", "stDownloadButton", "stElementContainer", "stHtml", "stTextInput"}


def classes() -> set[str]:
    """Classes in the style sheet's selectors."""
    text = re.sub(r"/\*.*?\*/", "", (ROOT / "shell" / "page.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    return {name for rule in re.findall(r"([^{}]+)\{", text) for name in re.findall(r"\.([A-Za-z_][\w-]*)", rule)}


def _strings(node: ast.AST) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def given() -> set[str]:
    """Classes that pages give: in markup and keys, and those that a table, a branch or a function gives for one."""
    found: set[str] = set(SEVERITIES)
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "key":
                found |= {f"st-key-{name}" for name in _strings(node.value)}
            elif isinstance(node, ast.keyword) and node.arg == "class_":
                found |= {name for said in _strings(node.value) for name in said.split()}
            elif isinstance(node, ast.Dict | ast.Return | ast.IfExp):
                chosen = node.values if isinstance(node, ast.Dict) else _branches(node)
                plain = [each for each in chosen if isinstance(each, ast.Constant | ast.JoinedStr | ast.List)]
                found |= {name for each in plain for said in _strings(each) for name in said.split()}
        found |= {name for said in re.findall(r"class=\"([^\"]*)", text) for name in said.split()}
    return found


def _branches(node: ast.Return | ast.IfExp) -> list[ast.AST]:
    return [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node.value] if node.value else []


def test_every_class_of_the_style_sheet_is_given_by_some_page() -> None:
    assert classes() - given() - THEIRS == set()
