"""The options of a generated state, checked on creation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.errors import UsageError

AS_OF = date(2026, 10, 31)
DEMO_DISTRICTS = 60
DEMO_BUILDINGS = 400
MOST_REGIONS = 20


@dataclass(frozen=True)
class Options:
    """The options of one run; None values follow from the number of districts.

    Attributes:
        districts: Districts in scope, 1 or more.
        seed: The same seed and options generate the same bytes.
        regions: Regions; 7 or 8 districts each by default, at most 20 regions.
        buildings: School buildings in scope; 400 for 60 districts by default, at least one per district.
        others: Buildings out of scope, listed without teams; 1,730 for 400 by default.
        defects: How many defects, as a multiple of the demo's: 0 generates a healthy state.
        without: Rules of which no defect is planted.
        staff: People in each building in scope besides its team members, with their contacts.
        as_of: The date of the records.
        profile: The profile that sets the state's teams and words: a shipped one's name or a YAML file.
        year: Year of the roll-out, 1 or 2; None for a state in which every region has begun.
    """

    districts: int = DEMO_DISTRICTS
    seed: int = 1
    regions: int | None = None
    buildings: int | None = None
    others: int | None = None
    defects: float = 1.0
    without: frozenset[str] = field(default_factory=frozenset)
    staff: int = 0
    as_of: date = AS_OF
    profile: str = "education"
    year: int | None = None

    def __post_init__(self) -> None:
        """Reject options that are out of range.

        Raises:
            UsageError: A number is out of its range.
        """
        limits = (
            ("--districts", self.districts, 1, 100_000),
            ("--regions", self.region_count, 1, self.districts),
            ("--buildings", self.building_count, self.districts, 2_000_000),
            ("--others", self.other_count, 0, 5_000_000),
            ("--defects", self.defects, 0, 10),
            ("--staff", self.staff, 0, 10_000),
            ("--as-of", self.as_of.year, 1950, 2150),
            ("--year", self.year or 1, 1, 2),
        )
        for name, value, low, high in limits:
            if not low <= value <= high:
                raise UsageError(f"{name} {value:,} is out of range.", f"Use a value from {low:,} to {high:,}.")

    @property
    def region_count(self) -> int:
        """Regions of the state."""
        if self.regions is not None:
            return self.regions
        return min(MOST_REGIONS, max(1, round(self.districts * 8 / DEMO_DISTRICTS)))

    @property
    def building_count(self) -> int:
        """Buildings in scope."""
        if self.buildings is not None:
            return self.buildings
        return max(self.districts, self.districts * DEMO_BUILDINGS // DEMO_DISTRICTS)

    @property
    def other_count(self) -> int:
        """Buildings out of scope."""
        return self.others if self.others is not None else self.building_count * 173 // 40
