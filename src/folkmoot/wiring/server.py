"""Serving the portal: one granian process with threads; more workers are a setting, not code."""

from __future__ import annotations

import os
import socket

from folkmoot.model.errors import WorkspaceBroken


def must_be_free(host: str, port: int) -> None:
    """Say in one sentence that somebody else listens there; the server itself would say it in fifty lines."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise WorkspaceBroken(
                f"the portal cannot listen there: {(error.strerror or 'no reason given').lower()}.",
                where=f"{host}:{port}",
                mend="Stop what listens there, or choose another port: moot serve --port 8001.",
            ) from error


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
