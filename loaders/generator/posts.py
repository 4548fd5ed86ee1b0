"""The posts of each type of team, with their time."""

from __future__ import annotations

from dataclasses import dataclass, replace

LEADERSHIP = ("SMT", "DMT", "BMT")
IMPLEMENTATION = ("SIT", "RIT", "DIT", "BIT")


@dataclass(frozen=True)
class Post:
    """One post on a team.

    Attributes:
        key: Last part of the role's id.
        title: Title of the role.
        code: Role code, as in the roles sheet.
        function: Function, as in the roles sheet.
        fte: Time of each holder, as FTE.
        job: Job title of the holder in the staff records.
        linking: The post carries a link to another team.
        required: The post must be filled.
        deputy: Key of the post that stands in; empty for none.
        authority: The holder may decide for the unit.
        core: The holders belong to the team's core; None if a team has no core on record.
        repeats: Several people hold the post, as many as the team has members.
        shared: Post of the unit's leadership team whose holder holds this one too; empty if it has its own holder.
    """

    key: str
    title: str
    code: str
    function: str
    fte: float
    job: str
    linking: bool = False
    required: bool = False
    deputy: str = ""
    authority: bool = False
    core: bool | None = True
    repeats: bool = False
    shared: str = ""


def _leaders(head: str, code: str, deputy: str, member: str, fte: float) -> tuple[Post, ...]:
    return (
        Post("head", head, code, "leadership", fte, head, required=True, deputy="deputy", authority=True, core=None),
        Post("deputy", deputy, "other", "leadership", fte, deputy, authority=True, core=None),
        Post("member", member, "other", "management", fte, member, core=None, repeats=True),
    )


def _implementers(place: str, second: str, code: str, member: tuple[str, str], fte: float) -> tuple[Post, ...]:
    # Teams above the building have a data lead who creates hospitable environments.
    function = "create_hospitable_environments" if member[1] == "teacher" else "ensure_implementation"
    lead = f"{place} implementation team lead"
    return (
        Post(
            "lead", lead, "team_lead", "ensure_implementation", fte, lead, linking=True, required=True, deputy="second"
        ),
        Post("second", second, code, "engage_community", fte, second, linking=True, deputy="lead"),
        Post("member", member[0], member[1], function, fte, member[0], repeats=True),
    )


def _data(place: str, fte: float) -> Post:
    title = f"{place} data lead"
    return Post("data", title, "other", "create_hospitable_environments", fte, title, required=True)


def _sponsor(title: str, shared: str, fte: float) -> Post:
    return Post("sponsor", title, "other", "leadership", fte, title, authority=True, shared=shared)


def _director(title: str, fte: float) -> Post:
    return Post("director", title, "regional_director", "leadership", fte, title, deputy="lead", authority=True)


def head_post(sponsor: Post, leader: str, code: str) -> Post:
    """The post of a unit's leader on the implementation team, if there is no leadership team with a sponsor.

    Args:
        sponsor: The post that a leadership team's sponsor would hold.
        leader: Role of the leader.
        code: Role code, as in the roles sheet.
    """
    # Below the state not a leader by code or function: of those a rule wants contact beyond their team, and each such
    # contact would stand beside a link that a defect has cut.
    function = "leadership" if code == "chief" else "management"
    return replace(
        sponsor, key="head", title=leader, job=leader, code=code, function=function, required=True, shared=""
    )


def plain_posts(part: str, place: str, leader: str) -> tuple[Post, ...]:
    """Posts of a team in the words of any profile.

    Args:
        part: The part that the team plays, named after education's team types.
        place: What a unit of its level is called, with a capital.
        leader: Role of the person who leads such a unit, with a capital.
    """
    inner = leader[:1].lower() + leader[1:]
    coach = (f"{place} coach", "coach")
    if part in LEADERSHIP:
        first = POSTS[part][0]
        return _leaders(leader, first.code, f"Deputy {inner}", f"{place} manager", first.fte)
    lead = POSTS[part][0]
    if part == "BIT":
        return (
            *_implementers(place, "Practice coach", "coach", ("Practitioner", "teacher"), lead.fte),
            _sponsor("Manager on the team", "head", 0.05),
        )
    beside = {"SIT": (1.0, 0.1), "RIT": (0.8, 0.2), "DIT": (0.3, 0.1)}[part]
    implementers = _implementers(place, f"{place} support coordinator", "coordinator", coach, lead.fte)
    if part == "RIT":
        last = _director(leader, beside[1])
    else:
        last = _sponsor(f"Sponsor from the {place.lower()} leadership", "deputy", beside[1])
    return (*implementers, _data(place, beside[0]), last)


POSTS: dict[str, tuple[Post, ...]] = {
    "SMT": _leaders("Chief state school officer", "chief", "Deputy chief", "Division director", 0.2),
    "DMT": _leaders("Superintendent", "superintendent", "Assistant superintendent", "Department director", 0.1),
    "BMT": _leaders("Principal", "principal", "Assistant principal", "Dean", 0.1),
    "SIT": (
        *_implementers(
            "State", "State support coordinator", "coordinator", ("Transformation specialist", "coach"), 1.0
        ),
        _data("State", 1.0),
        _sponsor("Executive sponsor", "deputy", 0.1),
    ),
    "RIT": (
        *_implementers("Region", "Region support coordinator", "coordinator", ("Region specialist", "coach"), 0.8),
        _data("Region", 0.8),
        _director("Regional director", 0.2),
    ),
    "DIT": (
        *_implementers("District", "District support coordinator", "coordinator", ("District coach", "coach"), 0.5),
        _data("District", 0.3),
        _sponsor("Sponsor from the superintendent's office", "deputy", 0.1),
    ),
    "BIT": (
        *_implementers("Building", "Instructional coach", "coach", ("Teacher", "teacher"), 0.1),
        _sponsor("Administrator on the team", "head", 0.05),
    ),
}

# How many people hold the repeated post, minimum and maximum.
MEMBERS: dict[str, tuple[int, int]] = {
    "SMT": (4, 4),
    "DMT": (2, 3),
    "BMT": (1, 1),
    "SIT": (3, 3),
    "RIT": (2, 3),
    "DIT": (1, 3),
    "BIT": (2, 3),
}

TEAM_NAMES: dict[str, str] = {
    "SMT": "State management team",
    "DMT": "District management team",
    "BMT": "Building management team",
    "SIT": "State implementation team",
    "RIT": "Region implementation team",
    "DIT": "District implementation team",
    "BIT": "Building implementation team",
}

TARGETS: dict[str, str] = {"SIT": "support_RIT", "RIT": "support_DIT", "DIT": "support_BIT", "BIT": "support_teachers"}
