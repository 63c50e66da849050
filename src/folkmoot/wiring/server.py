"""Serving the portal: one granian process with threads; more workers are a setting, not code."""

from __future__ import annotations

import os


def serve_portal(host: str, port: int) -> None:
    """Serve ``folkmoot.web.wsgi`` until interrupted; the workspace is in the environment by now."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "folkmoot.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MOOT_WORKERS", "1")),
        blocking_threads=4,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()
