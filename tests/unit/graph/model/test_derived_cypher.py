"""Statements of derived types: they name what the model declares, and no file repeats it."""

from __future__ import annotations

import re

import pytest

from graph.model.cypher_builder import CYPHER
from graph.model.derived_cypher import (
    derived_columns,
    derived_ends,
    read_derived,
    set_derived,
    sweep_derived,
    sweep_ties,
    write_derived,
    write_ties,
)
from graph.model.nodes import NODES
from graph.model.schema import Origin
from graph.queries.dependencies import ANYTHING, changes, mentions

DERIVED = [label for label, node in NODES.items() if node.origin is Origin.DERIVED]


@pytest.mark.parametrize("label", DERIVED)
def test_statements_name_exactly_the_declared_properties(label: str) -> None:
    steps = sorted({prop.step for prop in NODES[label].properties if prop.step})
    texts = [write_derived(label), *(set_derived(label, step) for step in steps)]
    written = {name for text in texts for name in re.findall(r"n\.(\w+) =", text)}
    assert written == {prop.name for prop in NODES[label].properties}
    read = [*derived_columns(label), *(name for step in steps for name in derived_columns(label, step))]
    assert sorted(read) == sorted(written - {"load"})
    assert {f"{label}.{name}" for name in derived_columns(label)} <= mentions(read_derived(label))
    for text in [*texts, sweep_derived(label)]:
        assert changes(text)
        assert not [name for name in changes(text) if name == ANYTHING or name.startswith("*")]


@pytest.mark.parametrize("label", DERIVED)
def test_ends_say_what_they_change(label: str) -> None:
    for kind, end in derived_ends(label):
        for text in (write_ties(label, kind, end), sweep_ties(label, kind, end)):
            assert {kind, f"{label}.{kind}"} & changes(text)


def test_no_file_of_deriving_repeats_the_properties_of_a_derived_type() -> None:
    repeated = []
    for path in sorted((CYPHER / "parts").glob("derive/**/*.cypher")):
        text = path.read_text(encoding="utf-8")
        for label in DERIVED:
            for var in set(re.findall(rf"\((\w+):{label}\b", text)):
                named = set(re.findall(rf"\b{var}\.(\w+)", text)) & set(derived_columns(label))
                repeated += [(path.name, label)] if len(named) > 2 else []
    assert repeated == []
