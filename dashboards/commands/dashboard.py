"""`loopline dashboard`: serve the pages on this machine and open a browser."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO, Annotated

import typer

from dashboards.door.addresses import proxy_address
from dashboards.door.keys import TOKEN, Tokens
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
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            help="Address at which a reverse proxy or a tunnel offers the pages, such as https://loopline.example.org; "
            "may be repeated."
        ),
    ] = None,
) -> None:
    """Serve the dashboard and open it in a browser, until Ctrl-C.

    It listens on 127.0.0.1 only: nobody else on the network can open it. The address that it prints carries a key, so
    that nobody else on this machine can open it either; it works until the command ends. A reverse proxy has to pass on
    the header Host, and to answer over https.
    """
    serve(Settings.from_env(), port=port, browser=browser, proxies=[proxy_address(each) for each in proxy or ()])


def serve(settings: Settings, *, port: int | None = None, browser: bool = True, proxies: Sequence[str] = ()) -> None:
    """Run the dashboard in the foreground until it is stopped.

    Args:
        settings: Data folder and server that the pages read.
        port: Port to listen on; None takes the first free one from 8501 up.
        browser: Whether to open a browser window; never without a display.
        proxies: Addresses at which proxies offer the pages, as `proxy_address` gives them.

    Raises:
        LooplineError: The port is taken, or the pages did not start.
    """
    chosen = _free_port(port)
    _open_graph(settings)
    tokens = Tokens.new()
    # SIGTERM works like Ctrl-C: the server ends with this command.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    child = start(chosen, tokens, _environment(settings), proxies)
    try:
        wait(child, chosen)
        for address in (f"http://127.0.0.1:{chosen}", *proxies):
            print(f"The dashboard is at {address}/?{TOKEN}={tokens.printed}  (press Ctrl-C to stop)", flush=True)
        if browser and _has_display():
            # Other accounts can list a browser's arguments; this address lets in one browser of this user, once.
            _open_browser(f"http://127.0.0.1:{chosen}/?{TOKEN}={tokens.handed}")
        child.wait()
    except KeyboardInterrupt:
        print("\nDashboard stopped.", flush=True)
    finally:
        _stop(child)
    if child.returncode not in (0, None) and child.returncode > 0:
        raise LooplineError("The dashboard stopped unexpectedly.", "Run it again with `loopline --debug dashboard`.")


def start(
    port: int,
    tokens: Tokens,
    environment: Mapping[str, str],
    proxies: Sequence[str] = (),
    *,
    out: int | IO[bytes] = subprocess.DEVNULL,
    err: IO[bytes] | None = None,
    module: str = "dashboards.shell.serve",
) -> subprocess.Popen[bytes]:
    """Start the server process.

    Args:
        port: Port to listen on.
        tokens: What addresses carry.
        environment: Its environment.
        proxies: Addresses of proxies.
        out: Where its standard output goes.
        err: Where its standard error goes; None leaves it where ours goes.
        module: What it runs.
    """
    # In its own process group the server does not get Ctrl-C; this command gets it and ends the server.
    child = subprocess.Popen(
        [sys.executable, "-m", module, str(port)],
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=out,
        stderr=err,
        start_new_session=os.name == "posix",
    )
    told = {"printed": tokens.printed, "handed": tokens.handed, "proxies": list(proxies)}
    if child.stdin is not None:
        with suppress(BrokenPipeError), child.stdin as stream:  # if it has ended, waiting for it tells
            stream.write(json.dumps(told).encode() + b"\n")
    return child


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


def wait(child: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the pages answer.

    Args:
        child: The server process.
        port: The port that it listens on.

    Raises:
        LooplineError: They do not.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        if child.poll() is not None:
            raise LooplineError("The dashboard did not start.", "Run it again with `loopline --debug dashboard`.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return
        except urllib.error.HTTPError:  # without the key it is refused, by pages that are up
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
