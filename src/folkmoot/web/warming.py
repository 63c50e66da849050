"""Making the first page quick: what is slow the first time is done in the background when the portal starts."""

from __future__ import annotations

import logging
import threading

from folkmoot.model.errors import MootError
from folkmoot.web import charts
from folkmoot.web.house import ask

FIRST = ({"name": "overview", "since": "12m"}, {"name": "overview"}, {"name": "groups"}, {"name": "repositories"})
"""What the first visitor will ask; answers are kept until the charter, the lake or the ledger changes."""


def warm() -> threading.Thread:
    """Start the charts' engine and ask the first questions, without keeping anybody waiting."""
    thread = threading.Thread(target=_prepare, name="warming", daemon=True)
    thread.start()
    return thread


def _prepare() -> None:
    try:
        charts.warm()
        for question in FIRST:
            ask(**question)
    except MootError as error:
        logging.getLogger("django").warning("The portal starts, but: %s", error)
    finally:
        from django.db import connections

        connections.close_all()  # this thread's own; a request has another
