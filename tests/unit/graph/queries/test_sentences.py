"""What findings say: who supports is named before who is supported, and nobody is the one who lacks."""

from __future__ import annotations

import re

import pytest

from graph.queries.catalog import Query, catalog

FINDINGS = catalog().of_kind("finding")
ABOVE = {"owner", "upper", "above", "district"}
BELOW = {"unit", "lower", "below", "place", "team"}
# A unit, team or role that has no, does not or lacks something.
BLAME = re.compile(
    r"\}\]?( (has|have|had|does|do|did) (no|not)\b| reports? to no\b| lacks?\b| \{\w+:=(has|does)\|\w+\} (no|not)\b)"
)


def fields(query: Query) -> list[str]:
    """Names of the sentence's fields, as they come."""
    return [field.name for field in query.template.fields()]


@pytest.mark.parametrize("query", FINDINGS, ids=lambda query: query.id)
def test_who_supports_is_named_before_who_is_supported(query: Query) -> None:
    named = fields(query)
    above, below = ([named.index(name) for name in names if name in named] for names in (ABOVE, BELOW))
    assert not above or not below or min(above) < min(below), query.sentence


@pytest.mark.parametrize("query", FINDINGS, ids=lambda query: query.id)
def test_no_sentence_makes_anybody_the_one_who_lacks(query: Query) -> None:
    assert not BLAME.search(query.sentence), query.sentence


def test_the_check_of_sentences_finds_blame() -> None:
    for said in (
        "{team} has no charter.",
        "{n:team|teams} {n:=has|have} no link of theirs.",
        "{unit} reports to no team.",
    ):
        assert BLAME.search(said)
    assert not BLAME.search("[{upper}: ]a charter is not on record for {team}.")


@pytest.mark.parametrize("query", FINDINGS, ids=lambda query: query.id)
def test_the_title_of_a_role_stands_after_the_word(query: Query) -> None:
    bare = re.search(r"(?<!role )(?<!roles )\{(linking_)?roles?\}", query.sentence)
    assert not bare, query.sentence


PLACE = (
    "coalesce(CASE WHEN team.name CONTAINS unit.name THEN team.name ELSE team.name + ', ' + unit.name END, "
    "team.name, unit.name) AS place"
)


@pytest.mark.parametrize("query", [*FINDINGS, *catalog().of_kind("metric")], ids=lambda query: query.id)
def test_a_role_is_named_with_its_unit(query: Query) -> None:
    """A team's name alone may not say where it is: "Implementation team"."""
    named = [name for name in fields(query) if re.fullmatch(r"(linking_)?roles?", name)]
    types = {column.name: column.type for column in query.columns}
    if "role" in named:
        assert re.search(r"\{role\}( of \{place\}|\[ of \{unit\}\])| of \{unit\} .*role\s+\{role\}", query.sentence)
        assert "place" not in fields(query) or PLACE in query.text, "one way to say where a role is"
    if "roles" in named and types["roles"] == "texts":
        assert "' of ' +" in query.text, query.sentence


@pytest.mark.parametrize("query", FINDINGS, ids=lambda query: query.id)
def test_nothing_is_on_record_since_a_day_of_the_past(query: Query) -> None:
    assert not re.search(r"(is|are) on record\[? since", query.sentence)


@pytest.mark.parametrize("query", FINDINGS, ids=lambda query: query.id)
def test_words_about_the_record_do_not_blame_who_it_is_about(query: Query) -> None:
    written = [" ".join(re.findall(r"'([^'\n]*)'", query.text))]
    for said in (query.title, query.sentence, query.advice or "", *written):
        assert not re.search(r"\b(hardly|nobody has|failed?|neglect\w*|refus\w*)\b", said), said
