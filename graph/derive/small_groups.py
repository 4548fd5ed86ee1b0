"""Which groups are too small for a figure about their contact: decided here, before it is stored.

What is not in the graph is on no page, in no file and in no answer. How many people a group has is its own record and
stays; so does whether a link of it holds.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.profile.profile import Profile


def enough(people: NDArray[np.int64] | int, profile: Profile) -> NDArray[np.bool_]:
    """Whether groups have so many people that figures about their contact may be stored.

    Args:
        people: How many people each of the groups has.
        profile: Gives the minimum group size.
    """
    return np.asarray(people) >= profile.threshold("group_min")
