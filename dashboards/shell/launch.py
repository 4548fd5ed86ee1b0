"""How Streamlit is configured: it fetches nothing from outside and sends nothing outside."""

from __future__ import annotations

import importlib

from dashboards.drawing.palette import DARK, LIGHT
from dashboards.shell.pages import PAGES
from graph.errors import LooplineError

# Usage statistics and the lookup of the machine's external address would be requests to third parties; watching files
# costs a second and restarts pages; the toolbar offers to publish the page. A table's own download and copy
# leave formulas as they are; ours does not.
OPTIONS: dict[str, str | bool | int] = {
    "browser.gatherUsageStats": False,
    "server.headless": True,
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
    "server.enableStaticServing": False,
    # Said although they are the defaults, because a configuration file of the user's own would change them.
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "logger.level": "error",
    "runner.magicEnabled": False,
    "runner.fastReruns": True,
    **{
        f"theme.{name}.{option}": colors[role]
        for name, colors in (("light", LIGHT), ("dark", DARK))
        for option, role in (
            ("backgroundColor", "bg"),
            ("secondaryBackgroundColor", "panel"),
            ("textColor", "ink"),
            ("primaryColor", "holds"),
            ("linkColor", "holds"),
            ("borderColor", "rail"),
        )
    },
}


def flags(port: int) -> list[str]:
    """The options as Streamlit's command line takes them.

    Args:
        port: The port to listen on.
    """
    options = [
        f"--{name}={str(value).lower() if isinstance(value, bool) else value}" for name, value in OPTIONS.items()
    ]
    return [*options, f"--server.port={port}"]


def warm() -> None:
    """Import what pages need, so that the first visitor does not wait for it."""
    for page in PAGES:
        importlib.import_module(page.module)
    from dashboards.drawing.assets import warm as warm_picture

    warm_picture()


def warm_data() -> None:
    """Read what the first pages need, so that nobody waits for it. If that fails, the page will report it."""
    from dashboards.screens.pictures import picture_for
    from dashboards.shell.readers import current_load, view
    from dashboards.shell.stored import findings_of

    try:
        context = current_load()
        if not context.derived:
            return
        picture = picture_for(context, None)
        if picture is not None and picture.rows:
            # One more picture, so that the server has planned the queries of a drill-down.
            picture_for(context, picture.rows[0].unit.unit_id)
        findings_of(context)
        for name in ("loop_board", "loop_regions", "line_losses", "sheets_loaded", "sheets_held", "loads"):
            view(context, name)
    except LooplineError:
        return
