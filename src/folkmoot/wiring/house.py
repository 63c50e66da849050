"""A workspace opened: its settings made into homes, and the one way to ask."""

from __future__ import annotations

import logging
import math
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter, version_of
from folkmoot.lake.lake import Lake
from folkmoot.lake.tables import EVENTS
from folkmoot.model.answer import Answer
from folkmoot.model.errors import WorkspaceBroken
from folkmoot.reports.ask import ask, load
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from folkmoot.wiring.settings import Settings, find_workspace, ledger_address, read_settings, session_key

log = logging.getLogger(__name__)
QUICK = 0.5  # seconds for which a page may wait
FEW = 500_000  # events, of which preparing takes no longer


Asked = Sequence[tuple[str, Mapping[str, str]]]
"""Reports, and what each is asked with."""


class House:
    """One workspace. ``homes()`` follows the charter, lake and ledger as they change; answers are kept by version."""

    def __init__(self, folder: Path) -> None:
        load()
        self.folder = folder
        self.settings: Settings = read_settings(folder)
        self._lock = threading.Lock()
        self.making = threading.Lock()  # who makes much ready holds it: two at once would need twice the memory
        self._charter: Charter | None = None
        self._homes: Homes | None = None
        self._preparing: threading.Thread | None = None
        self._first: Asked = ()
        self._later: Asked = ()
        self._done: Callable[[], None] = lambda: None
        self._goes_on = self._broken = False
        self._seconds = math.inf  # what the last preparation took, before the first question

    @property
    def charter_path(self) -> Path:
        """Where the declarations are."""
        return (self.folder / self.settings.charter).absolute()

    @cached_property
    def lake(self) -> Lake:
        """The home of observed facts."""
        return Lake.at(self.folder / self.settings.lake)

    def connect_ledger(self) -> None:
        """Bring up Django on this workspace's ledger and migrate it; needed once before the ledger is read."""
        os.environ["MOOT_WORKSPACE"] = str(self.folder)
        os.environ["MOOT_LEDGER_ADDRESS"] = ledger_address(self.folder, self.settings)
        os.environ["MOOT_SESSION_KEY"] = session_key(self.folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.web.settings")
        from folkmoot.ledger.connect import connect

        connect()

    @property
    def charter(self) -> Charter:
        """The declarations as they are now; read again only when a file changed."""
        if not self.charter_path.exists():
            raise WorkspaceBroken(
                "the charter that folkmoot.toml names is not there.",
                where=str(self.charter_path),
                mend="Correct 'charter' in folkmoot.toml.",
            )
        if self._charter is None or self._charter.commit != version_of(self.charter_path):
            self._charter = read_charter(self.charter_path)
        return self._charter

    def homes(self, *, newest: bool = False) -> Homes:
        """Return the homes as they are at this moment; the same object as long as none of them changed.

        Edges: a house that goes on (``go_on``) returns the homes before for as long as it takes to prepare those of a large
        lake, unless somebody wants the ``newest``.
        """
        while True:
            with self._lock:
                homes = self._homes_now(newest)
                preparing = self._preparing
            if homes is not None:
                return homes
            if preparing is not None:
                preparing.join()

    def _homes_now(self, newest: bool) -> Homes | None:
        """Return the homes to answer from; None: wait for those that are being prepared, and ask again."""
        from folkmoot.ledger.corrections import current, version

        charter, ledger_version, known = self.charter, version(), self._homes
        if known is not None and known.version == (charter.commit, self.lake.version(), ledger_version):
            return known
        if self._preparing is not None:
            return None if newest else known
        homes = Homes(charter, self.lake, current(), ledger_version)
        if known is None or newest or self._broken or self._is_quick():
            self._homes, self._broken = homes, False
            return homes
        self._preparing = threading.Thread(target=self._prepare, args=(homes, self.today()), daemon=True)
        self._preparing.start()
        return known

    def go_on(self, first: Asked, done: Callable[[], None], later: Asked = ()) -> None:
        """From now on prepare changed homes of a large lake in the background, and answer from the old ones meanwhile.

        ``first`` are asked of the new homes before anybody else asks them, ``later`` while others do already; ``done`` is called at
        the end in that thread.
        """
        with self._lock:
            self._first, self._later, self._done, self._goes_on = tuple(first), tuple(later), done, True

    def _is_quick(self) -> bool:
        """Return whether nobody minds waiting: then what somebody did shows in the next page that they see."""
        return not self._goes_on or self._seconds < QUICK or not self.is_large()

    def is_large(self) -> bool:
        """Return whether the lake holds so much that first answers take more than a moment."""
        return self.lake.state(EVENTS).rows >= FEW

    def _prepare(self, homes: Homes, today: date) -> None:
        """Make what questions to the homes need, ask the first ones, and let everybody have them; in its own thread."""
        with self.making:
            ready = self._tried(self._prepared, homes, today)
            with self._lock:
                if ready:
                    self._homes = homes
                self._broken, self._preparing = not ready, None
            if ready:
                self._tried(self._ask, homes, self._later, today)
        self._done()

    def _prepared(self, homes: Homes, today: date) -> None:
        began = time.monotonic()
        _ = homes.version, homes.identity
        homes.reading.prepare()
        self._seconds = time.monotonic() - began
        self._ask(homes, self._first, today)

    def _ask(self, homes: Homes, asked: Asked, today: date) -> None:
        for name, parameters in asked:
            ask(homes, question_of(homes.charter, name, parameters, today))

    def _tried(self, work: Callable[..., None], *given: Any) -> bool:
        try:
            work(*given)
        except Exception:  # whatever it was: the next request meets it itself, and is told
            log.exception("The homes could not be prepared; the next page does it itself.")
            return False
        return True

    def today(self) -> date:
        """Return the day it is in the community's time zone."""
        return datetime.now(UTC).astimezone(ZoneInfo(self.charter.community.zone)).date()

    def ask(self, name: str, /, **parameters: str) -> Answer:
        """Answer the report ``name``: ``house.ask("groups", kind="sig")``; parameters are those of ``moot ask``."""
        return self.answer(name, parameters)

    def answer(self, name: str, parameters: Mapping[str, str], today: date | None = None) -> Answer:
        """Answer the report ``name`` with parameters as somebody typed them, as of ``today``.

        Errors: BadQuestion for an unknown report or parameter, or a date that is none.
        """
        homes = self.homes()
        return ask(homes, question_of(homes.charter, name, parameters, today or self.today()))

    def asking(self, name: str) -> Callable[[Mapping[str, str]], Answer]:
        """Return what asks the report ``name`` of the homes as they are now, also when they change meanwhile."""
        homes, today = self.homes(), self.today()
        return lambda parameters: ask(homes, question_of(homes.charter, name, parameters, today))


def open_house(path: Path) -> House:
    """Open the workspace at or above ``path``, with its ledger connected."""
    house = House(find_workspace(path))
    house.connect_ledger()
    return house
