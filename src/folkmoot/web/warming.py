"""Making pages quick: what is slow the first time is done before the portal takes a request, or soon after."""

from __future__ import annotations

import logging
import threading

from folkmoot.metrics.indicator import FAMILIES
from folkmoot.model.errors import MootError
from folkmoot.press.deck import questions
from folkmoot.web import charts
from folkmoot.web.house import ask, house
from folkmoot.web.page import questions_of
from folkmoot.web.pages.board import COMPARE, TARGETS, family_page
from folkmoot.web.pages.overview import OVERVIEW, WALL
from folkmoot.web.pages.people import DIRECTORY

Questions = tuple[tuple[str, dict[str, str]], ...]

FIRST: Questions = (*questions_of(OVERVIEW), ("overview", {}), ("groups", {}), ("repositories", {}))
"""What the first visitor will ask; answers are kept until the charter, the lake or the ledger changes."""


def soon() -> Questions:
    """Return what the next ones will ask: the wall, the families, comparisons, targets, scores, health, and decks of today."""
    pages = (WALL, *map(family_page, FAMILIES), COMPARE, TARGETS)
    asked = [question for page in pages for question in questions_of(page)]
    return (*asked, ("scores", {}), ("evaluation", {}), ("alerts", {}), *questions(house().today()))


LATER: Questions = (("growth", {}), *questions_of(DIRECTORY))
"""What takes long in a large lake, and is not worth waiting for before a change is seen."""


def warm() -> None:
    """Start the charts' engine and ask the first questions; the server listens when this is done.

    Of a large lake they are asked while it listens already: who comes first waits for the same answers. When something
    changes later, they are asked again before the pages follow, if that takes long.
    """
    from django.db import connections

    try:
        charts.warm()
        house().go_on((*FIRST, *soon()), connections.close_all, LATER)
        first = () if house().is_large() else FIRST
        for report, parameters in first:
            ask(report, **parameters)
        threading.Thread(target=_go_on, name="warming", daemon=True).start()
    except MootError as error:
        logging.getLogger("django").warning("The portal starts, but: %s", error)
    finally:
        connections.close_all()  # this thread's own; a request has another


def _go_on() -> None:
    """Ask what will be asked next, while the portal answers already."""
    from django.db import connections

    try:
        with house().making:
            for report, parameters in (*FIRST, *soon(), *LATER):
                ask(report, **parameters)
    except MootError as error:
        logging.getLogger("django").warning("A page could not be made ready: %s", error)
    finally:
        connections.close_all()
