"""Neo4j's configuration and Java's arguments, as text."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from graph.server.options import ServerOptions, version_numbers

# Grouped by reason; a test checks every name against a running server.
_FIXED = {
    # Only this machine, only Bolt.
    "server.default_listen_address": "127.0.0.1",
    "server.default_advertised_address": "127.0.0.1",
    "server.bolt.enabled": "true",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    # Cypher can't read files or open network addresses.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    # No telemetry, and no parameter values in logs.
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "db.logs.query.enabled": "OFF",
    "db.logs.query.parameter_logging_enabled": "false",
    # Stopping does not wait for idle connections; the stores are checkpointed before.
    "internal.server.bolt.thread_pool_shutdown_wait_time": "1ms",
    # A backstop behind the driver's own limits.
    "db.transaction.timeout": "30m",
    # A new store takes 20 MB of disk instead of half a gigabyte.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.size": "64m",
    "db.tx_log.rotation.retention_policy": "256M size",
}

# Settings of later versions, by the first locked version that knows them (an unknown name makes a start fail).
_SINCE = {
    "2026.08.1": {
        # Also off: a broadcast to the local network every half minute, and an external monitoring service.
        "server.fleet_discovery.enabled": "false",
        "dbms.fleet_manager.enabled": "false",
    },
}

# Up to this heap size the stop-the-world collector pauses for less than a second and has no other overhead.
_STOPPED_HEAP = 4096

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


def render_conf(options: ServerOptions, port: int, *, mend: bool = False) -> str:
    """Text of `neo4j.conf` for a server on a loopback port.

    Args:
        options: How to run it.
        port: The port.
        mend: Cut the transaction log off where it can't be read any more; see `graph.server.store_trouble`.
    """
    settings = {
        **_FIXED,
        **{
            name: value
            for since, added in _SINCE.items()
            if version_numbers(options.version) >= version_numbers(since)
            for name, value in added.items()
        },
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        **({"internal.dbms.tx_log.fail_on_corrupted_log_files": "false"} if mend else {}),
        "server.memory.pagecache.size": f"{options.page_cache}m",
        "dbms.memory.transaction.total.max": f"{options.transaction_memory}m",
    }
    head = "# Written by Loopline at each start; changes are lost. Memory: LOOPLINE_HEAP, LOOPLINE_PAGE_CACHE.\n"
    return head + "".join(f"{name}={value}\n" for name, value in sorted(settings.items()))


def java_arguments(options: ServerOptions, class_path: Iterable[Path], archive: Iterable[str] = ()) -> list[str]:
    """Java's arguments before the main class; `archive` are those of `archive.archive_arguments`."""
    return [
        f"-Xms{min(512, options.heap)}m",
        f"-Xmx{options.heap}m",
        *(["-XX:+UseParallelGC"] if options.heap <= _STOPPED_HEAP else []),
        "-XX:+ExitOnOutOfMemoryError",
        *archive,
        *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
        "-Dlog4j2.disable.jmx=true",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-cp",
        os.pathsep.join(str(path) for path in class_path),
    ]


def render_arguments(arguments: Iterable[str]) -> str:
    """Text of a Java argument file: one quoted argument per line, so that spaces and backslashes in paths are kept."""
    quoted = (argument.replace("\\", "\\\\").replace('"', '\\"') for argument in arguments)
    return "".join(f'"{argument}"\n' for argument in quoted)
