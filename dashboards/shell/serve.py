"""The server process of `loopline dashboard`: imports first, then runs Streamlit; ends with its parent.

What opens the pages comes on standard input, for arguments and environments of a process can be listed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

APP = Path(__file__).resolve().with_name("asgi.py")


def _follow(parent: int) -> None:
    """End with the parent, so that a killed command leaves no server behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _hang_door(port: int) -> None:
    """Read what opens the pages. Without it they stay closed."""
    from dashboards.door.addresses import own_addresses
    from dashboards.door.guard import Door, hang
    from dashboards.door.keys import Keys, Tokens

    told = json.loads(sys.stdin.readline() or "null")
    if told is None:
        sys.exit("The dashboard is started with `loopline dashboard`.")
    keys = Keys(Tokens(told["printed"], told["handed"]))
    hang(Door(port, own_addresses(port, told["proxies"]), keys))


def main() -> None:
    """Serve on the port given as the first argument."""
    from streamlit.logger import set_log_level
    from streamlit.web import cli

    from dashboards.shell.launch import flags, warm, warm_data

    port = int(sys.argv[1])
    _hang_door(port)
    if hasattr(os, "getppid"):
        threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    # Streamlit warns about caching before the server runs; here that is intended.
    set_log_level("ERROR")
    warm()
    threading.Thread(target=warm_data, daemon=True).start()
    cli.main(["run", str(APP), *flags(port)], prog_name="loopline dashboard", standalone_mode=False)


if __name__ == "__main__":
    main()
