"""The one workspace that this process serves, opened once; how a page asks a report."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from folkmoot.model.answer import Answer
from folkmoot.model.community import Community
from folkmoot.model.errors import WorkspaceMissing
from folkmoot.reports.ask import load
from folkmoot.wiring.house import House
from folkmoot.wiring.settings import find_workspace

_lock = threading.Lock()
_opened: dict[str, House] = {}


def house() -> House:
    """Return the workspace named by ``MOOT_WORKSPACE``; Django and the ledger are up already when a page asks.

    Errors: WorkspaceMissing when the variable is absent or names none.
    """
    folder = os.environ.get("MOOT_WORKSPACE", "")
    if not folder:
        raise WorkspaceMissing("the portal does not know its workspace.", mend="Start it with: moot serve.")
    with _lock:
        if folder not in _opened:
            load()
            _opened[folder] = House(find_workspace(Path(folder)))
        return _opened[folder]


def ask(name: str, /, **parameters: str) -> Answer:
    """Answer a report for a page. Errors: BadQuestion for an unknown report, parameter or date."""
    return house().answer(name, parameters)


def community() -> Community:
    """Return the community's own name, zone and forges, for the frame of every page."""
    return house().charter.community
