"""The server process of `loopline dashboard`: imports first, then Streamlit; ends when its parent is gone."""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

APP = Path(__file__).resolve().with_name("asgi.py")


def _follow(parent: int) -> None:
    """End with the parent: a killed command must leave no server behind."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def main() -> None:
    """Serve on the port given as the first argument."""
    from streamlit.logger import set_log_level
    from streamlit.web import cli

    from dashboards.shell.launch import flags, warm, warm_data

    port = int(sys.argv[1])
    if hasattr(os, "getppid"):
        threading.Thread(target=_follow, args=(os.getppid(),), daemon=True).start()
    # What is read before the server stands is kept in memory; that is no warning to anyone.
    set_log_level("ERROR")
    warm()
    threading.Thread(target=warm_data, daemon=True).start()
    cli.main(["run", str(APP), *flags(port)], prog_name="loopline dashboard", standalone_mode=False)


if __name__ == "__main__":
    main()
