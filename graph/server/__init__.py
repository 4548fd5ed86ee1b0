"""The Neo4j that Loopline brings: fetched once, one process for each data folder, on loopback.

Neo4j Community is a program of its own under its own licence (GPLv3): its jars are fetched by the user's own command
and run as a separate process; none of it is part of this package.
"""

from graph.server.address import Address
from graph.server.lifecycle import Phase, ensure_running, phase, running, stop
from graph.server.options import ServerOptions

__all__ = ["Address", "Phase", "ServerOptions", "ensure_running", "phase", "running", "stop"]
