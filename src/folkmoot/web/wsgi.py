"""The door for WSGI servers: ``folkmoot.web.wsgi:application`` with ``MOOT_WORKSPACE`` in the environment."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.handlers.wsgi import WSGIHandler


def _application() -> WSGIHandler:
    """Connect the workspace's ledger (``moot serve`` has done so before; another server has not) and open the door."""
    from folkmoot.wiring.house import open_house

    open_house(Path(os.environ.get("MOOT_WORKSPACE") or Path.cwd()))
    handler = WSGIHandler()
    from folkmoot.web.warming import warm

    warm()
    return handler


application = _application()
