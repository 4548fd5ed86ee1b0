"""Loopline's own Neo4j: downloaded once, one process per data folder, on loopback.

Neo4j Community is a separate program under its own license (GPLv3): its jars are downloaded by the user's own command
and run as a separate process; none of it is part of this package.
"""

from graph.server.address import Address
from graph.server.lifecycle import (
    Phase,
    close_after_failure,
    ensure_running,
    expect,
    importing,
    left_as_found,
    phase,
    restart,
    running,
    stop,
    stopped,
)
from graph.server.options import ServerOptions

__all__ = [
    "Address",
    "Phase",
    "ServerOptions",
    "close_after_failure",
    "ensure_running",
    "expect",
    "importing",
    "left_as_found",
    "phase",
    "restart",
    "running",
    "stop",
    "stopped",
]
