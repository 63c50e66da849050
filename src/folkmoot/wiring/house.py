"""A workspace opened: its settings made into homes, and the one way to ask."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from folkmoot.charter.charter import Charter
from folkmoot.charter.reader import read_charter, version_of
from folkmoot.lake.lake import Lake
from folkmoot.model.answer import Answer
from folkmoot.model.errors import WorkspaceBroken
from folkmoot.reports.ask import ask, load
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import question_of
from folkmoot.wiring.settings import Settings, find_workspace, ledger_address, read_settings, session_key


class House:
    """One workspace. ``homes()`` follows the charter, lake and ledger as they change; answers are kept by version."""

    def __init__(self, folder: Path) -> None:
        load()
        self.folder = folder
        self.settings: Settings = read_settings(folder)
        self._lock = threading.Lock()
        self._charter: Charter | None = None
        self._homes: Homes | None = None

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

    def homes(self) -> Homes:
        """Return the homes as they are at this moment; the same object as long as none of them changed."""
        from folkmoot.ledger.corrections import current, version

        with self._lock:
            charter, ledger_version = self.charter, version()
            known = self._homes
            if known is None or known.version != (charter.commit, self.lake.version(), ledger_version):
                self._homes = known = Homes(charter, self.lake, current(), ledger_version)
            return known

    def today(self) -> date:
        """Return the day it is in the community's time zone."""
        return datetime.now(UTC).astimezone(ZoneInfo(self.charter.community.zone)).date()

    def ask(self, name: str, **parameters: str) -> Answer:
        """Answer the report ``name``: ``house.ask("groups", kind="sig")``; parameters are those of ``moot ask``."""
        return self.answer(name, parameters)

    def answer(self, name: str, parameters: Mapping[str, str], today: date | None = None) -> Answer:
        """Answer the report ``name`` with parameters as somebody typed them, as of ``today``.

        Errors: BadQuestion for an unknown report or parameter, or a date that is none.
        """
        homes = self.homes()
        return ask(homes, question_of(homes.charter, name, parameters, today or self.today()))


def open_house(path: Path) -> House:
    """Open the workspace at or above ``path``, with its ledger connected."""
    house = House(find_workspace(path))
    house.connect_ledger()
    return house
