"""Making the first page quick: what is slow the first time is done before the portal takes a request."""

from __future__ import annotations

import logging

from folkmoot.model.errors import MootError
from folkmoot.web import charts
from folkmoot.web.house import ask, house

FIRST: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {"since": "12m"}),
    ("board", {"since": "12m"}),
    ("overview", {}),
    ("groups", {}),
    ("repositories", {}),
)
"""What the first visitor will ask; answers are kept until the charter, the lake or the ledger changes."""


def warm() -> None:
    """Start the charts' engine and ask the first questions; the server listens when this is done.

    When something changes later, they are asked again before the pages follow, if that takes long.
    """
    from django.db import connections

    try:
        charts.warm()
        house().go_on(FIRST, connections.close_all)
        for report, parameters in FIRST:
            ask(report, **parameters)
    except MootError as error:
        logging.getLogger("django").warning("The portal starts, but: %s", error)
    finally:
        connections.close_all()  # this thread's own; a request has another
