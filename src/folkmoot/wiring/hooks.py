"""Reading deliveries: readers made from the settings, and a loop over what is due. Needs a connected ledger."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from folkmoot.jobs.compact import tidy
from folkmoot.jobs.hooks import Reader, Reread, Told, Worked, forget, work
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import LakeBusy
from folkmoot.sources.gitee import webhook as gitee
from folkmoot.sources.gitee.client import Gitee
from folkmoot.sources.gitee.reread import Reread as GiteeReread
from folkmoot.sources.github import webhook as github
from folkmoot.wiring.clock import clock
from folkmoot.wiring.intake import PAUSE, SENDERS
from folkmoot.wiring.settings import GiteeSource, Settings, read_settings
from folkmoot.wiring.streams.gitee import gitee_of

TIDY_AFTER = 600.0  # seconds
LOOK_AFTER = 3.0  # seconds until the lake is asked again whether it has changed
COUNTS = "measured.stars"  # the kind whose coverage holds a repository's number and name


def readers_of(settings: Settings, lake: Lake) -> dict[str, Reader]:
    """Return who reads the deliveries of each source."""
    readers: dict[str, Reader] = {}
    for source in SENDERS:
        repo_of = Names(lake, source, _ours(settings, source))
        if source == "github":
            readers[source] = Told(github.facts, repo_of)
        else:
            readers[source] = Reread(gitee.touched, GiteeReread(_forge(settings, source)), repo_of)
    return readers


class Names:
    """What the lake calls the repositories of one forge, as last read: by number, so that a renamed one keeps its name.

    ``ours``: owners and ``owner/name`` that are asked about; empty: everything that comes. ``elapsed``: a clock in
    seconds. Edges: what is new in the lake is seen after some seconds, not with the next delivery.
    """

    def __init__(
        self, lake: Lake, forge: str, ours: frozenset[str] = frozenset(), elapsed: Callable[[], float] = time.monotonic
    ) -> None:
        self._lake, self._forge, self._ours, self._elapsed = lake, forge, ours, elapsed
        self._looked: float | None = None
        self._version = ""
        self._names: dict[int, str] = {}

    def __call__(self, number: int, full_name: str) -> str:
        """Return the name for a number and the name of today; "" where it is none of ours."""
        self._look()
        if known := self._names.get(number):
            return known
        name = full_name.lower()
        asked = not self._ours or bool({name, name.partition("/")[0]} & self._ours)
        return f"{self._forge}:{name}" if asked else ""

    def _look(self) -> None:
        now = self._elapsed()
        if self._looked is not None and now - self._looked < LOOK_AFTER:
            return
        if (version := self._lake.version()) != self._version:
            self._names, self._version = self._read(), version
        self._looked = now

    def _read(self) -> dict[int, str]:
        names = {}
        for row in self._lake.snapshot().coverage():
            if row.source == self._forge and row.kind == COUNTS and row.state:
                state = json.loads(row.state)
                if isinstance(state, dict) and isinstance(number := state.get("id"), int):
                    names[number] = row.repo
        return names


def watched(folder: Path, go_on: Callable[[], bool], sleep: Callable[[float], object] = time.sleep) -> Iterator[Worked]:
    """Read what is due, and look again for as long as ``go_on`` says so; yields counts. The ledger is connected already.

    Edges: a lake that is busy is tidied another time.
    """
    settings = read_settings(folder)
    lake = Lake.at(folder / settings.lake)
    lake.create()
    readers = readers_of(settings, lake)
    tidied, dirty = time.monotonic(), False
    while True:
        for worked in work(lake, readers, clock):
            dirty = True
            yield worked
        last = not go_on()
        if dirty and (last or time.monotonic() - tidied > TIDY_AFTER):
            forget(clock())
            _tidy(lake)
            tidied, dirty = time.monotonic(), False
        if last:
            return
        sleep(PAUSE)


def _tidy(lake: Lake) -> None:
    try:
        tidy(lake)
    except LakeBusy:
        return  # somebody else writes, and tidies when they have finished


def _ours(settings: Settings, source: str) -> frozenset[str]:
    """Return which repositories and owners of a forge the settings ask about, where a body cannot be trusted to say."""
    tables = [table for table in settings.gitee if table.forge == source]
    return frozenset(name.lower() for table in tables for name in (*table.repos, *table.orgs))


def _forge(settings: Settings, source: str) -> Gitee:
    tables: Mapping[str, GiteeSource] = {table.forge: table for table in reversed(settings.gitee)}
    return gitee_of(tables.get(source) or GiteeSource.model_validate({"forge": source}))
