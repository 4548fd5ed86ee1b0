"""The text of the findings page: sentences first, the Cypher behind every number, and what can't be answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import many, number, verb
from dashboards.screens.findings.since import owner_of, standing_of
from dashboards.shell.address import DATA_HEALTH, FINDINGS, QUERY_CONSOLE, SILOS, address, unit_address
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.model.vocabulary import RULE_FAMILIES, SEVERITIES

if TYPE_CHECKING:
    from datetime import date

    from dashboards.shell.stored import Finding

_SHOWN, _SHOWN_ALONE = 6, 200


@dataclass(frozen=True, slots=True)
class Answered:
    """One query and its findings.

    Attributes:
        query: Id of the query.
        rule: The rule that it answers.
        title: What it is about.
        question: Its question, in a leader's words.
        advice: What to do about its findings.
        source: Where the rule comes from.
        severity: Its severity.
        file: Name of the query file.
        text: The statement.
        params: Parameters of the run, as name and value.
        found: Findings after filtering that stand for themselves, in their order, each with those that follow from it.
        every: All its findings, those that follow from another one included.
        population: How many things it checked; None if the query does not count them.
        of: What these things are called.
    """

    query: str
    rule: str
    title: str
    question: str
    advice: str = ""
    source: str = ""
    severity: str = "info"
    file: str = ""
    text: str = ""
    params: tuple[tuple[str, str], ...] = ()
    found: tuple[Finding, ...] = ()
    every: tuple[Finding, ...] = ()
    population: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """A question that can't be answered yet, and what is missing."""

    query: str
    rule: str
    question: str
    missing: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen filters; empty means all."""

    rule: str = ""
    severity: str = ""
    region: str = ""
    kind: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.rule or self.severity or self.region or self.kind)


def choose(answered: Sequence[Answered], choice: Choice) -> list[Answered]:
    """The queries and findings that pass the filters; queries without findings are left out.

    A finding that follows from another one stands under it, and passes or not with it; where a rule is chosen, all
    findings of that rule are listed.
    """
    kept: list[Answered] = []
    for each in answered:
        if (choice.rule and each.rule not in choice.rule.split(",")) or choice.kind not in {"", each.rule[:1]}:
            continue
        found = tuple(
            finding
            for finding in (each.every if choice.rule else each.found)
            if choice.severity in {"", finding.severity} and choice.region in {"", finding.region_id}
        )
        if found:
            kept.append(replace(each, found=found))
    return kept


def headline_of(answered: Sequence[Answered], open_: Sequence[Open] = ()) -> str:
    """How many findings there are, and how many are critical or high; none is good news only if all is known."""
    everything = [finding.severity for each in answered for finding in each.found]
    if not everything and open_:
        return f"No finding, but {many(len(open_), 'question')} can't be answered yet."
    if not everything:
        return "Nothing to repair was found."
    follow = sum(len(finding.follow) for each in answered for finding in each.found)
    more = f" {number(follow)} more {verb(follow, 'follows', 'follow')} from them." if follow else ""
    return f"{many(len(everything), 'finding')}: {_by_severity(answered)}.{more}"


def _by_severity(answered: Sequence[Answered]) -> str:
    """How many findings are critical, high and lower: "2 critical, 5 high"."""
    everything = [finding.severity for each in answered for finding in each.found]
    critical, high = everything.count("critical"), everything.count("high")
    counts = ((critical, "critical"), (high, "high"), (len(everything) - critical - high, "lower"))
    return ", ".join(f"{number(count)} {word}" for count, word in counts if count)


def lead_of(answered: Sequence[Answered], open_: Sequence[Open], questions: int, findings: int) -> list[Child]:
    """The largest finding, and how many questions are open.

    Args:
        answered: Every finding query.
        open_: Questions that can't be answered.
        questions: How many there are.
        findings: How many of them ask for findings; the others ask for figures.
    """
    figures = questions - findings
    total = f"{number(questions)} questions ({number(findings)} about findings, {number(figures)} about figures)"
    parts: list[Child] = []
    largest = max(
        (finding for each in answered for finding in each.found), key=lambda finding: finding.buildings, default=None
    )
    if largest is not None and largest.buildings > 1:
        parts += ["The largest concerns ", tag("strong", many(largest.buildings, "building")), ". "]
    if open_:
        parts.append(f"{number(len(open_))} of {total} can't be answered yet; they stand at the end.")
    elif questions:
        parts.append(f"All {total} could be answered.")
    return parts


def chosen_headline(answered: Sequence[Answered], chosen: Sequence[Answered], words: str) -> str:
    """The headline of a choice: it counts what is shown.

    Args:
        answered: Every finding query.
        chosen: What passes the filters.
        words: The choice in words.
    """
    every, found = (sum(len(each.found) for each in list_) for list_ in (answered, chosen))
    if not found:
        return f"{words}: none of {many(every, 'finding')}." if every else f"{words}: nothing to repair was found."
    levels = {finding.severity for each in chosen for finding in each.found}
    counts = f", {_by_severity(chosen)}" if len(levels) > 1 else ""
    return f"{words}: {number(found)} of {many(every, 'finding')}{counts}."


def compose(answered: Sequence[Answered], choice: Choice, as_of: date | None) -> Markup:
    """The findings by query, the Cypher under each."""
    if not answered:
        return tag("p", "No finding is about this choice.", class_="muted empty") if choice.any else Markup()
    room = _SHOWN_ALONE if choice.rule or len(answered) == 1 else _SHOWN
    return join(*(_group(each, choice, room, as_of) for each in answered))


def _group(each: Answered, choice: Choice, room: int, as_of: date | None) -> Markup:
    count = len(each.found)
    size = many(count, "finding")
    if each.population and not choice.any:
        size = f"{number(len(each.every))} of {number(each.population)} {each.of}"
        if len(each.every) > count:
            size += f"; {number(len(each.every) - count)} of them follow from other findings"
    heading = tag(
        "div",
        tag("h2", each.title),
        _severities(each),
        tag("span", size, class_="muted small"),
        class_="heading",
    )
    rows = [_row(finding) for finding in each.found[:room]]
    left, more = count - len(rows), None
    if left > 0 and not choice.rule:
        more = link(
            f"Show {number(left)} more",
            address(FINDINGS, rule=each.rule, severity=choice.severity),
        )
    elif left > 0:
        more = join(f"{number(left)} more: download the list to see them all.")
    return tag(
        "section",
        heading,
        tag("ul", rows, class_="found"),
        tag("p", more, class_="small more") if more else None,
        None if all(finding.do for finding in each.found) else _advice(each.advice),
        _behind(each, as_of),
        class_="group keep",
    )


def _severities(each: Answered) -> list[Markup]:
    """One chip per severity, with counts if there are several."""
    names = [name for name in SEVERITIES if any(finding.severity == name for finding in each.found)]
    counts = {name: sum(finding.severity == name for finding in each.found) for name in names}
    return [
        tag("span", f"{number(counts[name])} {name}" if len(names) > 1 else name, class_=f"severity {name}")
        for name in names
    ]


def _advice(text: str) -> Markup | None:
    return tag("p", tag("strong", "Do: "), text, class_="advice") if text else None


def _row(finding: Finding) -> Markup:
    if finding.unit_id:
        where = link("Show", unit_address(finding.unit_id), class_="small", aria_label="Show in the drawing")
    elif finding.office:
        where = link("Show", address(SILOS), class_="small", aria_label="Show on the page Silos")
    else:
        where = tag("span", "not in the drawing", class_="muted small")
    size = tag("span", many(finding.buildings, "building"), class_="muted small size") if finding.buildings else None
    said = standing_of(finding)
    standing = tag("p", said, class_="muted small standing") if said else None
    sentence = tag("span", finding.sentence, class_="said")
    return tag("li", sentence, size, where, act_of(finding), standing, _follow(finding))


def act_of(finding: Finding) -> Markup | None:
    """What to do about a finding; who owns it, if it is about links."""
    if not finding.do:
        return None
    owner = owner_of(finding)
    return tag("p", tag("strong", "Do: "), finding.do, f" {owner}" if owner else "", class_="advice")


def _follow(finding: Finding) -> Markup | None:
    """What follows from a finding, folded away."""
    if not finding.follow:
        return None
    shown = [tag("li", each.sentence) for each in finding.follow[:_SHOWN_ALONE]]
    left = len(finding.follow) - len(shown)
    more = tag("p", f"And {number(left)} more: download the list to see them all.") if left else None
    return tag(
        "details",
        tag(
            "summary",
            f"{many(len(finding.follow), 'finding')} {verb(len(finding.follow), 'follows', 'follow')} from this",
        ),
        tag("ul", shown),
        more,
        class_="behind small",
    )


def _behind(each: Answered, as_of: date | None) -> Markup:
    params = [*each.params, *([("as_of", as_of.isoformat())] if as_of else [])]
    return tag(
        "details",
        tag("summary", "The Cypher behind this number"),
        tag("p", tag("strong", "Asked: "), each.question),
        tag("p", tag("strong", "Source: "), each.source) if each.source else None,
        tag("p", tag("strong", "Rule: "), f"{each.rule}, ", tag("code", each.file)),
        tag(
            "p",
            tag("strong", "Run with: "),
            tag("code", ", ".join(f"{name} = {value}" for name, value in params) or "nothing"),
        ),
        tag("pre", tag("code", each.text)),
        tag("p", link("Open in the query console", address(QUERY_CONSOLE, query=each.query)), class_="noprint"),
        class_="behind small",
    )


def compose_side(answered: Sequence[Answered], choice: Choice) -> Markup:
    """Counts by severity and by kind, as links to filter by them."""
    by_severity = [
        (name, sum(finding.severity == name for each in answered for finding in each.found), {"severity": name})
        for name in SEVERITIES
    ]
    by_kind = [
        (name, sum(len(each.found) for each in answered if each.rule[:1] == letter), {"kind": letter})
        for letter, name in RULE_FAMILIES.items()
    ]
    clear = tag("p", link("Show all findings", address(FINDINGS, at=None))) if choice.any else None
    if not answered:
        return tag("div", clear, class_="card") if clear else Markup()
    return join(
        tag("h2", "By severity", class_="side"),
        tag("div", _counts(by_severity), clear, class_="card"),
        tag("h2", "By kind", class_="side"),
        tag("div", _counts(by_kind), class_="card"),
    )


def _counts(rows: Iterable[tuple[str, int, Mapping[str, str]]]) -> Markup:
    return tag(
        "table",
        tag(
            "tbody",
            [
                tag("tr", tag("td", link(name, address(FINDINGS, **params))), tag("td", number(count), class_="number"))
                for name, count, params in rows
                if count
            ],
        ),
        class_="counts",
    )


def compose_open(open_: Sequence[Open]) -> Markup | None:
    """What can't be answered yet, and what is missing; empty is never good news."""
    if not open_:
        return None
    rows = [
        tag("tr", tag("td", each.question, tag("span", f" {each.rule}", class_="muted small")), tag("td", each.missing))
        for each in open_
    ]
    head = tag(
        "tr",
        tag("th", "question", scope="col"),
        tag("th", "what is missing", scope="col"),
    )
    return tag(
        "section",
        tag("h2", "Can't be answered yet", class_="next"),
        tag("p", "These say nothing either way. ", link("What to collect first", address(DATA_HEALTH)), class_="muted"),
        tag("table", tag("thead", head), tag("tbody", rows), class_="open"),
    )
