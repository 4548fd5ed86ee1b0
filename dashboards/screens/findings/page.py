"""The findings: what was found, in sentences, with the Cypher behind every number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.drawing.phrasing import full
from dashboards.screens.actions import with_actions
from dashboards.screens.findings.owners import compose_owners
from dashboards.screens.findings.text import (
    Answered,
    Choice,
    Open,
    choose,
    chosen_headline,
    compose,
    compose_open,
    compose_side,
    headline_of,
    lead_of,
)
from dashboards.shell import panel
from dashboards.shell.address import FINDINGS
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import headline, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Markup, join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import shown_params
from dashboards.shell.region import Place, chosen_place
from dashboards.shell.stored import Finding, answers_of, findings_of, has_findings, nest, questions, unanswered
from dashboards.shell.top_line import top_line
from graph.model.vocabulary import RULE_FAMILIES, SEVERITIES
from graph.queries.catalog import catalog
from graph.queries.evaluate import ANSWERS

if TYPE_CHECKING:
    from graph.queries.catalog import Query

_LABELS = {"rule": "What was found"}
_COLUMNS = (
    "rule",
    "query",
    "severity",
    "buildings",
    "sentence",
    "what to do",
    "owner",
    "follows from",
    "ids",
    "region",
    "status",
    "open since",
    "due",
    "id",
)


def show() -> None:
    """The page."""
    run_page("Findings", _body, needs="load")


def _body(context: LoadContext) -> None:
    answered = read_answered(context)
    open_ = [Open(each.query, each.rule, each.question, each.missing) for each in unanswered(context)]
    with top_line(context, FINDINGS):
        space = st.container(width="content", key="save")
    if not has_findings(context):
        label = "No findings were worked out for this load. Run `loopline derive` and `loopline findings`."
        panel.show(headline("Findings are not worked out yet.", label), key="head")
        return
    finding_questions = sum(query.kind == "finding" for query in questions())
    place = chosen_place(context)
    choice = _asked(answered, place)
    chosen = [replace(each, found=tuple(with_actions(context, each.found))) for each in choose(answered, choice)]
    said = headline_of(answered, open_)
    if choice.any:
        said = chosen_headline(answered, chosen, chosen_words(options_of(answered), choice, place))
    panel.show(headline(said, *lead_of(chosen, open_, len(questions()), finding_questions)), key="head")
    panel.show(join(*strays(answered)), key="strays")
    _filters(answered)
    with space:
        csv_button(_COLUMNS, rows_of(chosen), "loopline_findings.csv")
    own = [finding for each in chosen for finding in each.found]
    owners = compose_owners(own, unfolded=choice.severity == SEVERITIES[0])
    left = tag("div", owners, compose(chosen, choice, context.as_of), compose_open(open_))
    panel.show(tag("div", left, tag("div", compose_side(chosen, choice)), class_="columns"), key="findings")


def rows_of(chosen: Sequence[Answered]) -> list[tuple[object, ...]]:
    """The chosen findings as rows of the download."""
    return [
        (
            each.rule,
            each.query,
            finding.severity,
            finding.buildings,
            finding.sentence,
            finding.do or each.advice,
            finding.role or finding.owner,
            cause,
            finding.ids,
            finding.region,
            finding.status,
            finding.open_since,
            finding.due,
            finding.finding_id,
        )
        for each, finding, cause in _listed(chosen)
    ]


def _listed(chosen: Sequence[Answered]) -> Iterator[tuple[Answered, Finding, str]]:
    """Every chosen finding and, after it, those that follow from it, with the sentence of their cause."""
    known = {each.query: each for each in chosen}
    for each in chosen:
        for finding in each.found:
            yield each, finding, ""
            for other in finding.follow:
                yield known.get(other.query) or _bare(other.query), other, finding.sentence


def _bare(query: str) -> Answered:
    """A query of which no finding was chosen for itself."""
    found = catalog()[query]
    return Answered(found.id, found.rule or "", found.title, found.question, found.advice)


def options_of(answered: Sequence[Answered]) -> dict[str, dict[str, str]]:
    """What each filter offers, by its name in the address: values with their words."""
    rules = sorted({each.rule for each in answered if each.every})
    titles = {each.rule: each.title for each in answered}
    severities = [
        name for name in SEVERITIES if any(finding.severity == name for each in answered for finding in each.found)
    ]
    return {
        "severity": {name: name.capitalize() for name in severities},
        "kind": {
            letter: label for letter, label in RULE_FAMILIES.items() if any(rule.startswith(letter) for rule in rules)
        },
        "rule": {rule: titles[rule] for rule in rules},
    }


def strays(answered: Sequence[Answered]) -> list[Markup | None]:
    """One line for each filter value in the address that no finding has."""
    requested = {name: (st.query_params.get(name, ""), offered) for name, offered in options_of(answered).items()}
    return [
        unknown(value, f"No finding has the {name} {{}}; it chooses nothing.")
        for name, (value, offered) in requested.items()
        if not _offered(value, offered)
    ]


def _offered(value: str, words: dict[str, str]) -> str:
    """Of the values in a text, with commas between them, those that a filter offers."""
    return ",".join(part for part in value.split(",") if part in words)


def _asked(answered: Sequence[Answered], place: Place) -> Choice:
    """The choice in the address; values that no finding has choose nothing."""
    given = {name: (st.query_params.get(name, ""), words) for name, words in options_of(answered).items()}
    return Choice(
        **{name: _offered(value, words) for name, (value, words) in given.items()},
        region=place.region_id or "",
    )


def chosen_words(options: dict[str, dict[str, str]], choice: Choice, place: Place) -> str:
    """What is chosen, in words: "Region 3 Cedar Valley; critical".

    Args:
        options: What each filter offers.
        choice: The chosen filters.
        place: The chosen place.
    """
    names = [full(place.region)] if place.region else []
    for name, words in options.items():
        value = getattr(choice, name)
        said = ", ".join(words[part] for part in value.split(",")) if value else ""
        names += [said.lower() if name == "severity" else said] if said else []
    return "; ".join(names)


def _filters(answered: Sequence[Answered]) -> None:
    """The filters beside the region, which is chosen above."""
    options = options_of(answered)
    if not options["rule"]:
        return
    with st.container(horizontal=True, key="filters"):
        for name, words in options.items():
            _pick(name, words)


def _pick(name: str, words: dict[str, str]) -> None:
    """One filter. The choice is in the address, so that links, Back and bookmarks work."""
    options = list(words)
    chosen = st.query_params.get(name, "")
    chosen = chosen if chosen in options else ""
    # The key contains the value from the address, because a box would otherwise keep its own choice.
    key = f"{name} {chosen}"
    st.selectbox(
        _LABELS.get(name, name.capitalize()),
        ["", *options],
        index=["", *options].index(chosen),
        format_func=lambda value: words.get(value, value) if value else "all",
        key=key,
        on_change=_note,
        args=(name, key),
    )


def _note(name: str, key: str) -> None:
    """Write a choice into the address."""
    value = st.session_state[key]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def read_answered(context: LoadContext) -> list[Answered]:
    """Every finding query with its findings, the most severe and largest first.

    Args:
        context: The published load.
    """
    every: dict[str, list[Finding]] = defaultdict(list)
    found: dict[str, list[Finding]] = defaultdict(list)
    findings = findings_of(context)
    for finding in findings:
        every[finding.query].append(finding)
    for finding in nest(findings):
        found[finding.query].append(finding)
    population = {name: answer.population for name, answer in answers_of(context).items()}
    answered = [
        replace(
            _answered(query, population.get(query.id), context),
            found=tuple(found[query.id]),
            every=tuple(every[query.id]),
        )
        for query in questions()
        # Unanswered questions say nothing about the state: they are listed at the end of the page, not as findings.
        if query.kind == "finding" and ANSWERS not in query.needs
    ]
    # Groups stand in the order of their first finding; those without one by severity and rule.
    places = {each.query: place for place, each in reversed(list(enumerate(nest(findings))))}
    last = len(findings)
    return sorted(answered, key=lambda each: (places.get(each.query, last), SEVERITIES.index(each.severity), each.rule))


def _answered(query: Query, population: int | None, context: LoadContext) -> Answered:
    params = shown_params(query, context.as_of)
    return Answered(
        query=query.id,
        rule=query.rule or "",
        title=query.title,
        question=query.question,
        advice=query.advice,
        source=query.source,
        severity=query.severity or "info",
        file=query.file,
        text=query.text,
        params=tuple((name, str(value)) for name, value in params.items() if name != "as_of"),
        population=population,
        of=query.population.of if query.population else "",
    )
