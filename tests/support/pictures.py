"""A small invented state for the tests of the pictures: every count follows from the links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from dashboards.drawing.cards import panel
from dashboards.drawing.draw import draw
from dashboards.drawing.drawing import Drawing
from dashboards.drawing.inputs import (
    BuildingPicture,
    Counts,
    DistrictPicture,
    Facts,
    LinkFacts,
    Picture,
    RegionPicture,
    Repairs,
    Row,
    StatePicture,
    Step,
    UnitRef,
)
from graph.model.vocabulary import LineLevel, LinkFamily, LinkState

TODAY = date(2026, 10, 31)
FAMILY: dict[LinkState, LinkFamily] = {
    "alive": "holds",
    "goodwill": "weak",
    "stale": "weak",
    "one_way_down": "one_way",
    "one_way_up": "one_way",
    "paper": "gap",
    "missing": "gap",
    "starting": "starting",
    "cant_tell": "cant_tell",
}
WORDS: dict[str, LinkState] = {
    "": "alive",
    "w": "goodwill",
    "o": "stale",
    "d": "one_way_down",
    "u": "one_way_up",
    "p": "paper",
    "m": "missing",
    "n": "missing",
    "s": "starting",
    "?": "cant_tell",
    "1": "alive",
}


@dataclass
class Unit:
    """A unit with a letter for the state of its link up (n: no team, 1: one person) and one for its leaders."""

    ref: UnitRef
    code: str = ""
    leaders: str = ""
    below: list[Unit] = field(default_factory=list)
    above: Unit | None = None

    def add(
        self, level: LineLevel, name: str, code: str = "", leaders: str = "", number: str = "", unit_id: str = ""
    ) -> Unit:
        """Put a unit under this one."""
        marks = {"region": "R", "district": "D", "school": "B"}
        own = unit_id or f"{self.ref.unit_id.replace('S', '')}{marks[level]}{number or len(self.below) + 1}"
        child = Unit(UnitRef(own, name, level, number), code, leaders, [], self)
        self.below.append(child)
        return child

    def schools(self, count: int, codes: str = "") -> Unit:
        """Add buildings; the first ones carry the letters ("." for a link that holds)."""
        for place in range(count):
            code = codes[place] if place < len(codes) else ""
            self.add("school", f"{self.ref.name} School {place + 1}", code.replace(".", ""))
        return self

    def line(self) -> list[Unit]:
        """From just below the state to this unit."""
        return [*self.above.line(), self] if self.above else []

    def buildings(self) -> list[Unit]:
        """All buildings at or below."""
        if self.ref.level == "school":
            return [self]
        return [building for child in self.below for building in child.buildings()]


def state(unit: Unit) -> LinkState:
    """State of the link above a unit; without a team here or above there is none."""
    return WORDS[unit.code] if not _orphan(unit) else "missing"


def _orphan(unit: Unit) -> bool:
    return unit.above is not None and unit.above.code == "n"


def link_of(unit: Unit) -> LinkFacts | None:
    """The support link of a unit, with everything that is counted on it."""
    above = unit.above
    if above is None:
        return None
    what = state(unit)
    no_team = {(True, True): "both", (True, False): "upper", (False, True): "lower"}.get(
        (_orphan(unit), unit.code == "n")
    )
    if unit.code == "s":
        no_team = "lower"
    days = {"stale": 64, "paper": 302, "missing": None, "cant_tell": None, "starting": None}.get(
        what, 5 + sum(map(ord, unit.ref.unit_id)) % 23
    )
    cut = [each for each in unit.buildings() if first_gap(each) is unit]
    back = [
        each for each in cut if not any(FAMILY[state(one)] == "gap" and not _mends(unit, one) for one in each.line())
    ]
    names = {"state": "SIT", "region": "RIT", "district": "DIT", "school": "BIT"}
    kind = f"{names[above.ref.level]}-{names[unit.ref.level]}"
    return LinkFacts(
        link_id=f"{kind}:{unit.ref.unit_id}",
        kind=kind,
        state=what,
        family=FAMILY[what],
        upper=above.ref,
        lower=unit.ref,
        no_team=no_team,  # type: ignore[arg-type]
        planned=date(2027, 1, 15) if what == "starting" else None,
        last_contact=TODAY - timedelta(days=days) if days is not None else None,
        days_since=days,
        rhythm=30,
        protocols=0 if what in {"goodwill", "missing", "starting"} else 1,
        agreed_on=None if what in {"goodwill", "missing", "starting"} else date(2026, 3, 1),
        people=None if what == "cant_tell" else 0 if FAMILY[what] == "gap" else 1 if unit.code == "1" else 3,
        single=unit.code == "1" and len(unit.buildings()) >= 5,
        covered=0.4 if what == "cant_tell" else 0.95,
        cuts_off=len(cut) if FAMILY[what] == "gap" else 0,
        reconnects=len(back) if FAMILY[what] == "gap" else 0,
        buildings=len(unit.buildings()),
    )


def _mends(repaired: Unit, other: Unit) -> bool:
    """Whether forming the repaired unit's team closes another gap, too."""
    return other is repaired or (repaired.code == "n" and other.above is repaired and other.code == "")


def first_gap(building: Unit) -> Unit | None:
    """The first unit on a building's line whose link is a gap; None if the building has not begun."""
    line = building.line()
    if any(FAMILY[state(unit)] == "starting" for unit in line):
        return None
    return next((unit for unit in line if FAMILY[state(unit)] == "gap"), None)


def leaders_of(unit: Unit) -> LinkFacts | None:
    """The link between a unit's team and its leaders; regions have none."""
    if unit.ref.level == "region":
        return None
    what = WORDS[unit.leaders]
    kind = {"state": "SIT-SMT", "district": "DIT-DMT", "school": "BIT-BMT"}[unit.ref.level]
    no_team = "lower" if unit.code == "n" else "upper" if unit.leaders == "n" else None
    what = "missing" if no_team else what
    days = {"stale": 74, "missing": None, "paper": None, "cant_tell": None}.get(what, 9)
    return LinkFacts(
        link_id=f"{kind}:{unit.ref.unit_id}",
        kind=kind,
        state=what,
        family=FAMILY[what],
        upper=unit.ref,
        lower=unit.ref,
        no_team=no_team,  # type: ignore[arg-type]
        last_contact=TODAY - timedelta(days=days) if days is not None else None,
        days_since=days,
        rhythm=30,
        protocols=1,
        people=2,
        buildings=len(unit.buildings()),
    )


def counts_of(unit: Unit) -> Counts:
    """A unit's buildings, each in exactly one part."""
    parts = dict.fromkeys(("connected", "cut_off", "starting", "cant_tell", "both_ways", "weak", "reaches_region"), 0)
    for building in unit.buildings():
        families = [FAMILY[state(each)] for each in building.line()]
        inner = [FAMILY[state(each)] for each in building.line() if each.ref.level != "region"]
        part = next((each for each in ("starting", "gap", "cant_tell") if each in families), "connected")
        parts[{"gap": "cut_off"}.get(part, part)] += 1
        parts["reaches_region"] += not {"gap", "starting", "cant_tell"} & set(inner)
        if part == "connected":
            parts["both_ways"] += "one_way" not in families
            parts["weak"] += "weak" in families
    return Counts(**parts, engaged=max(parts["connected"] - 1, 0))


def row_of(unit: Unit, *, deep: bool = False) -> Row:
    """A unit as a row."""
    children = tuple(row_of(child) for child in unit.below) if deep and unit.ref.level == "region" else ()
    return Row(unit.ref, counts_of(unit), link_of(unit), leaders_of(unit), children)


def _all_links(unit: Unit) -> list[LinkFacts]:
    out = []
    for child in unit.below:
        link = link_of(child)
        out += [link] if link else []
        out += _all_links(child)
    return out


def repairs_of(unit: Unit) -> Repairs:
    """What needs a hand below a unit."""
    links = _all_links(unit)
    gaps = sorted(
        (link for link in links if link.family == "gap"), key=lambda link: (-link.cuts_off, link.lower.unit_id)
    )
    singles = sorted((link for link in links if link.single), key=lambda link: -link.buildings)
    weak = sorted((link for link in links if link.family in {"weak", "one_way"}), key=lambda link: -link.buildings)
    counted = sum(link.cuts_off > 0 for link in gaps)
    return Repairs(tuple(gaps[:50]), counted, tuple(singles[:50]), len(singles), tuple(weak[:50]), len(weak))


def picture_of(unit: Unit, facts: Facts | None = None) -> Picture:
    """The picture of any unit of an invented state."""
    kinds = {"state": StatePicture, "region": RegionPicture, "district": DistrictPicture, "school": BuildingPicture}
    top = unit
    while top.above:
        top = top.above
    roles = {
        "state": "Chief State School Officer",
        "district": f"Superintendent of {unit.ref.name}",
        "school": "Principal",
    }
    path = tuple(
        Step(each.ref, link_of(each), leaders_of(each), roles.get(each.ref.level, "")) for each in [top, *unit.line()]
    )
    siblings = [each.ref for each in unit.above.below] if unit.above else [unit.ref]
    here = siblings.index(unit.ref)
    return kinds[unit.ref.level](
        path=path,
        counts=counts_of(unit),
        rows=tuple(row_of(child, deep=True) for child in unit.below),
        repairs=repairs_of(unit),
        facts=facts or Facts(as_of=TODAY, all_buildings=2130, coverage=0.91),
        before=siblings[here - 1] if here else None,
        after=siblings[here + 1] if here + 1 < len(siblings) else None,
    )


def small_state() -> Unit:
    """Eight regions, sixty districts, some four hundred buildings, every link state somewhere."""
    top = Unit(UnitRef("S", "Example State", "state"))
    names = ["North Shore", "Lake Country", "Cedar Valley", "Capital"]
    names += ["Prairie", "Iron Range", "Blue Hills", "Southern Gate"]
    links = ["", "1", "", "", "d", "p", "", ""]
    districts = [". w . . . . .", ". . w . . o . m", "1 d . s w n . 1", ". m . . . . . . .", ". w . . w o",
                 ". . . . . n .", ". p . ? . u . .", "m . . . . s ."]  # fmt: skip
    sizes = [5, 6, 9, 10, 5, 8, 6, 5]
    for place, name in enumerate(names):
        region = top.add("region", name, links[place], number=str(place + 1))
        for j, code in enumerate(districts[place].split()):
            own = region.add("district", f"{name.split()[0]} District {j + 1}", code.replace(".", ""))
            count = max(2, sizes[place] + (j * 7) % 5 - 2)
            own.schools(19 if code == "n" and place == 2 else count, "..d" if j == 2 else "m" if j == 4 else "")
    return top


def eastlake(top: Unit) -> Unit:
    """The first district of the third region, with fourteen buildings in every state."""
    district = top.below[2].below[0]
    district.ref = replace(district.ref, name="Eastlake")
    district.below.clear()
    names = (
        "Emerson Chavez Banneker Earhart Keller Roosevelt York Pascal Adams Cooper Hamilton Monroe Washington Thoreau"
    )
    codes = {"Banneker": "w", "Keller": "n", "York": "o", "Cooper": "p", "Monroe": "d"}
    for name in names.split():
        district.add("school", f"{name} Elementary", codes.get(name, ""), "m" if name == "Pascal" else "")
    return district


def large_state() -> Unit:
    """Twenty regions of up to 117 districts, 9,000 buildings and more: the size of Texas."""
    top = Unit(UnitRef("S", "Large State", "state"))
    places = (
        "Edinburg|Corpus Christi|Victoria|Houston|Beaumont|Huntsville|Kilgore|Mount Pleasant|Wichita Falls|"
        "Richardson|Fort Worth|Waco|Austin|Abilene|San Angelo|Amarillo|Lubbock|Midland|El Paso|San Antonio"
    )
    sizes = [45, 46, 39, 93, 36, 60, 103, 47, 37, 117, 91, 79, 71, 49, 46, 65, 62, 42, 17, 75]
    codes = {5: "p", 11: "d", 14: "?", 17: "m"}
    for place, name in enumerate(places.split("|")):
        region = top.add("region", name, codes.get(place, ""), number=str(place + 1))
        for j in range(sizes[place]):
            code = "........w.d...m...n....?"[(j * 5 + place) % 24].replace(".", "")
            count = 150 if (place, j) == (10, 4) else 2 + (j * j * 7 + place * 3) % 12
            region.add("district", f"{name} District {j + 1}", code).schools(count, "...p" if j % 6 == 1 else "")
    return top


def one_building(top: Unit) -> Unit:
    """A building whose line breaks between region and district while its own link holds."""
    district = next(each for each in top.below[3].below if each.code == "m")
    building = district.below[1]
    building.leaders = "o"
    return building


def drawn(picture: Picture, *, only_gaps: bool = False) -> Drawing:
    """A picture, drawn."""
    drawing = draw(picture, panel(picture).numbers or {}, only_gaps=only_gaps)
    assert drawing is not None
    return drawing


def labels(drawing: Drawing) -> list[str]:
    """All texts of a drawing."""
    return [str(step[3]) for step in drawing.back if step[0] == "t"]
