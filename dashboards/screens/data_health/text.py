"""The text of the data health page: which sheets to collect first, what was loaded, what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from dashboards.shell.address import LOADS, address
from dashboards.shell.icons import Part, part
from dashboards.shell.layout import brief_day, headline
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.profile.words import worded
from graph.wording import say_count, say_share

if TYPE_CHECKING:
    from datetime import date

Now = Literal["complete", "in part", "not begun"]
_CIRCLE: dict[Now, Part] = {"complete": "full", "in part": "half", "not begun": "unknown"}
_NUMBER_WORDS = ("None", "One", "Two", "Three", "Four", "Five")
_BLANK = (
    "\N{LEFT DOUBLE QUOTATION MARK}not known\N{RIGHT DOUBLE QUOTATION MARK}, never "
    "\N{LEFT DOUBLE QUOTATION MARK}no\N{RIGHT DOUBLE QUOTATION MARK}."
)
_SHEETS = {
    "aliases": "Ids that have changed",
    "assignments": "Who holds which role",
    "authority": "Who decides what",
    "collected": "What was collected",
    "escalations": "Barriers passed on",
    "innovations": "Practices",
    "joint_work": "Joint work",
    "link_checks": "Link checks",
    "protocols": "Agreements in writing",
    "team_innovations": "Use of each practice",
    "team_links": "Who supports whom",
    "team_skills": "Skills of teams",
}
_CODES = {
    "chief": "chief",
    "regional_director": "regional director",
    "team_lead": "team lead",
    "external_partner": "partner",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps of what to collect first.

    Attributes:
        number: 1 to 5.
        name: The sheets in a leader's words.
        effort: What it costs.
        unlocks: What can be answered once it is loaded.
        now: How much of it was loaded.
        missing: Names of its sheets that were never loaded.
        waiting: Questions that can't be answered before it is complete.
        teamless: It is about teams, and none is loaded.
        lacking: What its sheets lack although they were loaded; empty for nothing.
    """

    number: int
    name: str
    effort: str
    unlocks: str
    now: Now
    missing: tuple[str, ...] = ()
    waiting: int = 0
    teamless: bool = False
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Came:
    """The counts of the last load of one sheet; read = loaded + aside + copies.

    Attributes:
        held: How many facts of the sheet hold today, from all loads and sources; None if not known.
        past: How many more have ended.
        ahead: How many more have not begun.
        cells: Cells left out of rows that were loaded.
    """

    sheet: str
    source: str
    as_of: date
    read: int
    loaded: int
    aside: int
    copies: int
    held: int | None = None
    cells: int = 0
    past: int = 0
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Silent:
    """A team of whose links we can't tell because its contact records are missing, too old or too few.

    Attributes:
        never: Whether none were ever received.
        until: Last day for which they were received; None if that is not known.
    """

    team: str
    unit_id: str
    buildings: int
    cant_tell: int
    never: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Vacant:
    """Posts of one kind in one region, and how many of them are vacant."""

    region: str
    code: str
    posts: int
    vacant: int


@dataclass(frozen=True, slots=True)
class Health:
    """Everything that the page shows.

    Attributes:
        context: The published load.
        cant_tell: Buildings with too few records to tell.
        questions: Queries in the catalog that a leader or analyst may ask.
        findings: Those that ask for findings; the others ask for figures.
        unanswered: (question, what is missing) of those that can't be answered.
        steps: The five steps.
        came: Last load of each sheet.
        reasons: (reason, rows) of the rows set aside, most first.
        silent: The teams of D-05, those with most buildings first.
        silent_count: Their total number.
        never_count: How many of these never had a contact record.
        best: (sheet, questions) that would unlock most; None if no question is open.
        vacancies: By region; empty if that can't be answered.
        vacancies_missing: What is missing for it.
        has_findings: Whether answers have been computed for this load.
    """

    context: LoadContext
    cant_tell: int = 0
    questions: int = 0
    unanswered: tuple[tuple[str, str], ...] = ()
    steps: tuple[Step, ...] = ()
    came: tuple[Came, ...] = ()
    reasons: tuple[tuple[str, int], ...] = ()
    silent: tuple[Silent, ...] = ()
    silent_count: int = 0
    never_count: int = 0
    best: tuple[str, int] | None = None
    vacancies: tuple[Vacant, ...] = field(default=())
    vacancies_missing: str = ""
    has_findings: bool = True
    findings: int = 0


def sheet_name(sheet: str) -> str:
    """A sheet in a reader's words."""
    return _SHEETS.get(sheet, sheet.replace("_", " ").capitalize())


def lacking_records(teams: int, never: int) -> str:
    """How many teams have no contact records at all, and of how many they are too old or too few.

    Args:
        teams: Both together.
        never: Those without any.
    """
    none = f"{say_count(never, 'team has', 'teams have')} no contact records at all"
    some = teams - never
    old = f"{say_count(some, 'team has', 'teams have')} contact records that are too old or too few"
    return " and ".join(said for count, said in ((never, none), (some, old)) if count)


def compose_headline(health: Health) -> Markup:
    """Headline and lead."""
    return headline(_headline(health), *_lead(health))


def _headline(health: Health) -> str:
    if health.context.loaded == "nothing":
        return "Nothing is loaded yet. Load a staff export to begin."
    share = health.context.coverage
    begun = "Contact records are not in yet." if health.context.loaded == "teams" else "Teams are not in yet."
    if health.context.loaded == "all":
        begun = "Contact records are in."
        if share is not None:
            begun = f"Contact records are in, and recent enough, for {say_share(share)} of active teams."
    full = sum(step.now == "complete" for step in health.steps)
    half = sum(step.now == "in part" for step in health.steps)
    if full == len(health.steps):
        return f"{begun} All five steps are complete."
    part_of = f", {_NUMBER_WORDS[half].lower()} in part" if half else ""
    return f"{begun} {_NUMBER_WORDS[full]} of five steps {'is' if full < 2 else 'are'} complete{part_of}."


def _lead(health: Health) -> list[Child]:
    if not health.has_findings:
        return ["Each step says more than the one before. What is blank is " + _BLANK]
    parts: list[Child] = []
    if health.cant_tell:
        many = worded("building" if health.cant_tell == 1 else "buildings")
        parts += ["For ", tag("strong", f"{health.cant_tell:,} {many} we can't tell"), " whether the line holds. "]
    open_ = len(health.unanswered)
    questions = f"{health.questions} questions{_about(health)}"
    parts.append(f"{open_} of {questions} can't be answered yet." if open_ else f"All {questions} can be answered.")
    return [*parts, " What is blank is " + _BLANK]


def _about(health: Health) -> str:
    figures = health.questions - health.findings
    return f" ({health.findings} about findings, {figures} about figures)" if health.findings and figures else ""


def compose_main(health: Health) -> Markup:
    """The tables on the left."""
    return join(
        tag("h2", "What to collect first"),
        _steps(health.steps),
        tag("h2", "What the last load of each sheet brought, and what the graph holds", class_="next"),
        tag(
            "p",
            "A sheet is one kind of list. Set aside: rows that could not be loaded, each with its reason. "
            "Exact copies: the same row once more, counted once. In the graph now: what holds today, from all loads; "
            "what has ended or not begun is kept, and counted apart. ",
            link("All loads, and what waits for a decision", address(LOADS)),
            class_="small muted",
        ),
        _came(health.came),
        _vacancies(health) if health.vacancies or health.vacancies_missing else None,
    )


def _steps(steps: Sequence[Step]) -> Markup:
    step = tag("th", tag("span", "step", class_="hidden"), scope="col")
    head = tag("thead", tag("tr", step, _heads("sheet and effort", "now", "what it unlocks")))
    rows = [
        tag(
            "tr",
            tag("td", tag("span", str(step.number), class_="disc"), class_="place"),
            tag("td", tag("strong", step.name), tag("div", step.effort, class_="small muted")),
            tag("td", part(_CIRCLE[step.now]), tag("span", step.now), class_="now"),
            tag("td", step.unlocks, _missing_note(step)),
        )
        for step in steps
    ]
    return tag("table", head, tag("tbody", rows), class_="steps")


def _missing_note(step: Step) -> Markup | None:
    if step.teamless and step.now != "not begun":
        rest = f"; not loaded: {', '.join(step.missing)}" if step.missing else ""
        return tag("div", f"what is loaded belongs to no team yet: load the teams first{rest}", class_="small muted")
    if step.lacking and not step.missing:
        return tag("div", step.lacking, class_="small muted")
    if step.now == "complete" or not step.missing:
        return None
    waiting_text = ""
    if step.waiting:
        waiting_text = f"; {say_count(step.waiting, 'question waits', 'questions wait')}"
    return tag("div", f"not loaded: {', '.join(step.missing)}{waiting_text}", class_="small muted")


def _heads(*names: str, right: int = 99) -> list[Markup]:
    return [tag("th", name, scope="col", class_="number" if at >= right else None) for at, name in enumerate(names)]


def _came(came: Sequence[Came]) -> Markup:
    sources = len({row.source for row in came}) > 1
    names = ["sheet", *(["source"] if sources else []), "as of"]
    counts = ("rows read", "= loaded", "+ set aside", "+ exact copies", "in the graph now")
    head = _heads(*names, *counts, right=len(names))
    first = {row.sheet: row for row in reversed(came)}
    rows = [
        tag(
            "tr",
            tag("td", row.sheet),
            tag("td", row.source) if sources else None,
            tag("td", brief_day(row.as_of)),
            [tag("td", f"{count:,}", class_="number") for count in (row.read, row.loaded, row.aside, row.copies)],
            _held_cell(row, first=first[row.sheet] is row),
        )
        for row in came
    ]
    sums = [sum(getattr(row, name) for row in came) for name in ("read", "loaded", "aside", "copies")]
    total = tag(
        "tr",
        tag("th", "All", colspan=len(names), scope="row"),
        [tag("td", f"{count:,}", class_="number") for count in sums],
        tag("td"),
        class_="sum",
    )
    return tag("table", tag("thead", tag("tr", head)), tag("tbody", rows, total), class_="came")


def _held_cell(row: Came, *, first: bool) -> Markup:
    """How many facts of a sheet hold today; once per sheet, because it counts all sources together."""
    known = "" if row.held is None else f"{row.held:,}"
    others = ((row.past, f"{row.past:,} ended"), (row.ahead, f"{row.ahead:,} not begun"))
    more = [tag("div", said, class_="small muted") for count, said in others if count]
    return tag("td", [tag("strong", known), *more] if first else "as above", class_="number held")


def _vacancies(health: Health) -> Markup:
    title = tag("h2", worded("Vacant posts by region"), class_="next")
    if not health.vacancies:
        why = health.vacancies_missing or "no posts were loaded"
        return join(title, tag("p", f"We can't tell: {why}.", class_="muted"))
    codes = _codes(health.vacancies)
    # The rest has a column only if kinds are left out, so that a row always adds up.
    rest = ["all others"] if codes and {row.code for row in health.vacancies} - set(codes) else []
    regions = list(dict.fromkeys(row.region for row in health.vacancies))
    largest = max(_vacant_share(health.vacancies, region) for region in regions)
    head = [
        tag("th", worded("region"), scope="col"),
        *_heads(*(worded(_CODES.get(code, code)) for code in codes), *rest, "all posts", right=0),
        tag("th", "share vacant", scope="col"),
    ]
    rows = [_vacant_row(health.vacancies, region, codes, largest) for region in regions]
    rows.append(_vacant_row(health.vacancies, "", codes, 0))
    return join(title, tag("table", tag("thead", tag("tr", head)), tag("tbody", rows), class_="vacant"))


def _codes(rows: Sequence[Vacant]) -> list[str]:
    """Kinds of post with a vacancy, most vacant first, at most five; what has no kind of its own is among the rest."""
    counted: dict[str, int] = {}
    for row in rows:
        if row.code != "other":
            counted[row.code] = counted.get(row.code, 0) + row.vacant
    return [code for code, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])) if count][:5]


def _sum(rows: Sequence[Vacant], region: str, code: str = "") -> tuple[int, int]:
    """Vacant posts and posts, of one region or of all, of one kind or of all."""
    found = [row for row in rows if region in {"", row.region} and code in {"", row.code}]
    return sum(row.vacant for row in found), sum(row.posts for row in found)


def _vacant_share(rows: Sequence[Vacant], region: str) -> float:
    vacant, posts = _sum(rows, region)
    return vacant / posts if posts else 0.0


def _vacant_row(rows: Sequence[Vacant], region: str, codes: Sequence[str], largest: float) -> Markup:
    shown = [_sum(rows, region, code) for code in codes]
    cells = [_of(*each) for each in shown]
    vacant, posts = _sum(rows, region)
    if codes and any(row.code not in codes for row in rows):
        cells.append(_of(vacant - sum(each for each, _ in shown), posts - sum(each for _, each in shown)))
    width = 130 * _vacant_share(rows, region) / largest if largest else 0.0
    # Some posts are vacant at any time: no alarm, and no region looks worse only because it has more posts.
    bar = tag("span", class_="bar share", style=f"width:{width:.1f}px") if width else None
    share = tag("span", say_share(_vacant_share(rows, region)), class_="muted small")
    total = tag("td", tag("strong", f"{vacant:,}"), tag("span", f" of {posts:,}", class_="muted"), class_="number")
    return tag(
        "tr",
        tag("th", region or "All", scope="row"),
        cells,
        total,
        tag("td", bar, " " if bar else None, share, class_="bars"),
        class_=None if region else "sum",
    )


def _of(vacant: int, posts: int) -> Markup:
    if not posts:
        return tag("td", "\N{EN DASH}", class_="number muted")
    return tag("td", f"{vacant:,}", tag("span", f" of {posts:,}", class_="muted"), class_="number")
