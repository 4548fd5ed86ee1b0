"""What every page does first: see what is loaded, and say in words when it can't go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dashboards.shell import panel
from dashboards.shell.layout import no_teams, not_derived, nothing_loaded, unreachable
from dashboards.shell.load_context import LoadContext
from dashboards.shell.readers import current_load
from graph.errors import LooplineError

Needs = Literal["server", "load", "drawing", "links"]


def run_page(name: str, body: Callable[[LoadContext], None], *, needs: Needs = "links") -> None:
    """Show a page, or why it can't be shown.

    Args:
        name: The page's name in the navigation.
        body: The page itself.
        needs: "server": goes on even with nothing loaded; "load": with any load; "drawing": with units, and with links
            where there are teams; "links": with links.
    """
    try:
        context = current_load()
        if needs != "server" and context.loaded == "nothing":
            panel.show(nothing_loaded(context, name), key="standing")
        elif needs == "links" and context.loaded == "units":
            panel.show(no_teams(context, name), key="standing")
        elif needs in {"drawing", "links"} and not context.derived:
            panel.show(not_derived(context, name), key="standing")
        else:
            body(context)
    except LooplineError as error:
        panel.show(unreachable(name, error), key="trouble")
