"""Serving the portal: one granian process with threads; more workers are a setting, not code."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.wiring.intake import taken_in

THREADS = 4
THREADS_WITH_HOOKS = 8  # deliveries that wait for the disk are committed together: the more of them, the fewer waits


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


def serve_portal(host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve ``folkmoot.web.wsgi`` until interrupted; the workspace is in the environment by now.

    A worker listens once it has loaded the application and asked the first questions: then ``ready`` is called.
    """
    from django.db import connections
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    # A thread that takes a delivery in waits for the disk, not for a core: more of them than cores is what we want.
    logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
    connections.close_all()  # workers are forks of this process: one connection in several of them mixes up their answers
    threading.Thread(target=_when_open, args=(host, port, ready), daemon=True).start()
    Server(
        "folkmoot.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("MOOT_WORKERS", "1")),
        blocking_threads=THREADS_WITH_HOOKS if taken_in() else THREADS,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


def _when_open(host: str, port: int, ready: Callable[[], None]) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    while True:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if probe.connect_ex((host, port)) == 0:
                return ready()
        time.sleep(0.05)
