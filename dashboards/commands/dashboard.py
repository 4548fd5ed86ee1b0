"""`loopline dashboard`: serve the pages on this machine and open a browser."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import Annotated

import typer

from graph.errors import LooplineError, UsageError
from graph.settings import Settings

_FIRST_PORT = 8501
_TRIED = 50
_PATIENCE_SECONDS = 60


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("dashboard")(dashboard)


def dashboard(
    port: Annotated[
        int | None,
        typer.Option(help="Port to listen on; by default the first free one from 8501 up.", min=1, max=65535),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser window.")] = True,
) -> None:
    """Serve the dashboard and open it in a browser, until Ctrl-C.

    It listens on 127.0.0.1 only: nobody else on the network can open it.
    """
    serve(Settings.from_env(), port=port, browser=browser)


def serve(settings: Settings, *, port: int | None = None, browser: bool = True) -> None:
    """Run the dashboard in the foreground until it is stopped.

    Args:
        settings: Data folder and server that the pages read.
        port: Port to listen on; None takes the first free one from 8501 up.
        browser: Whether to open a browser window; never without a display.

    Raises:
        LooplineError: The port is taken, or the pages did not start.
    """
    chosen = _free_port(port)
    _open_graph(settings)
    address = f"http://127.0.0.1:{chosen}"
    command = [sys.executable, "-m", "dashboards.shell.serve", str(chosen)]
    # SIGTERM works like Ctrl-C: the server ends with this command.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # In its own process group the server does not get Ctrl-C; this command gets it and ends the server.
    child = subprocess.Popen(
        command, env=_environment(settings), stdout=subprocess.DEVNULL, start_new_session=os.name == "posix"
    )
    try:
        _wait(child, address)
        print(f"The dashboard is at {address}  (press Ctrl-C to stop)", flush=True)
        if browser and _has_display():
            _open_browser(address)
        child.wait()
    except KeyboardInterrupt:
        print("\nDashboard stopped.", flush=True)
    finally:
        _stop(child)
    if child.returncode not in (0, None) and child.returncode > 0:
        raise LooplineError("The dashboard stopped unexpectedly.", "Run it again with `loopline --debug dashboard`.")


def _free_port(wanted: int | None) -> int:
    for port in [wanted] if wanted else range(_FIRST_PORT, _FIRST_PORT + _TRIED):
        with socket.socket() as trial:
            if os.name == "posix":
                trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    if wanted:
        raise UsageError(f"Port {wanted} is in use or not allowed.", "Omit --port, or choose another one.")
    raise LooplineError(
        f"No port from {_FIRST_PORT} to {_FIRST_PORT + _TRIED - 1} is free.", "Choose a free one with --port."
    )


def _open_graph(settings: Settings) -> None:
    """Connect to Neo4j first, so that its errors appear here and not on the page."""
    from graph.connection import connect

    with connect(settings):
        pass


def _environment(settings: Settings) -> dict[str, str]:
    """The dashboard's environment: its pages read the same data folder and server as this command."""
    values = {**os.environ, "LOOPLINE_HOME": str(settings.home)}
    given = {
        "NEO4J_URI": settings.uri,
        "NEO4J_USERNAME": settings.username,
        "NEO4J_PASSWORD": settings.password,
        "NEO4J_DATABASE": settings.database,
    }
    for name, value in given.items():
        values.pop(name, None)
        if settings.uri is not None and value is not None:
            values[name] = value
    return values


def _wait(child: subprocess.Popen[bytes], address: str) -> None:
    """Wait until the pages answer."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise LooplineError("The dashboard did not start.", "Run it again with `loopline --debug dashboard`.")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer:  # noqa: S310 - loopback
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise LooplineError(f"The dashboard did not answer within {_PATIENCE_SECONDS} seconds.", "Try again.")


def _has_display() -> bool:
    """Whether this machine can show a window."""
    if os.environ.get("BROWSER") == "none":
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open_browser(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _stop(child: subprocess.Popen[bytes]) -> None:
    """End the server: first politely, then by force."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
