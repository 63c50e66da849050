"""Downloads as streams: a project on PyPI, an image on Docker Hub, files of releases, and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from folkmoot.model.event import Measurement
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.downloads.files import digest_of, rows_of, tables_of
from folkmoot.sources.downloads.read import (
    ASSETS,
    DOCKER,
    DOWNLOADS,
    GITHUB,
    PULLS,
    PYPI,
    SETTLED,
    STARS,
    TABLE,
    VIEWS,
    Summed,
    assets_of,
    downloads_of,
    package_of,
    pulls_of,
    start_of,
)  # fmt: skip

AT_ONCE = 2_000  # measurements in one step
DAY = timedelta(days=1)

Ask = Callable[[str], object]
"""Gives the answer to a path of an API."""


@dataclass(frozen=True)
class Project:
    """The daily downloads of a project on PyPI, as far back as pypistats.org tells them: half a year."""

    package: str
    ask: Ask
    source: str = PYPI
    name: str = "downloads"
    kinds: tuple[str, ...] = tuple(f"measured.{name}" for name, _by in VIEWS.values())

    @property
    def repo(self) -> str:
        """``pypi:`` and the project's name."""
        return package_of(self.package)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read every day that is settled. A gap since the last reading, longer than the service remembers, is told."""
        name = self.repo.removeprefix("pypi:")
        told = [
            tuple(downloads_of(self.repo, view, self.ask(f"packages/{name}/{view}"), now))  # three small answers
            for view in VIEWS
        ]
        days = sorted(one.at for each in told for one in each)
        until_at = start_of((now - SETTLED).date()) + DAY
        before = str(state.get("until") or "")
        gap = bool(before and days and days[0] > datetime.fromisoformat(before))
        note = f"from {before[:10]} to {days[0]:%Y-%m-%d} its downloads were not read in time" if gap else ""
        yield Step(
            Facts(measurements=tuple(one for each in told for one in each)), {"until": until_at.isoformat()},
            days[0] if days else None, until_at, complete=bool(days) and not gap, note=note or ("" if days else "no days"),
        )  # fmt: skip


@dataclass(frozen=True)
class Image:
    """The pulls of a container image: a running total, once a day."""

    image: str
    ask: Ask
    source: str = DOCKER
    name: str = "pulls"
    kinds: tuple[str, ...] = (f"measured.{PULLS}", f"measured.{STARS}")

    @property
    def repo(self) -> str:
        """``docker:`` and the image's name."""
        return f"docker:{self.image}"

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read today's totals, unless they were read today."""
        if (done := _today(state, now)) is not None:
            yield done
            return
        yield _totals(pulls_of(self.image, self.ask(f"repositories/{self.image}/"), now), state, now)


@dataclass(frozen=True)
class ReleaseFiles:
    """The downloads of the files of a repository's releases on GitHub: running totals, once a day."""

    full_name: str
    pages: Callable[[], Iterable[object]]
    source: str = GITHUB
    name: str = "release files"
    kinds: tuple[str, ...] = (f"measured.{ASSETS}",)

    @property
    def repo(self) -> str:
        """``github:owner/name``."""
        return f"github:{self.full_name}"

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read today's totals, unless they were read today."""
        if (done := _today(state, now)) is not None:
            yield done
            return
        told = (one for page in self.pages() for one in assets_of(self.full_name, page, now))
        yield _totals(told, state, now)


def _today(state: Mapping[str, object], now: datetime) -> Step | None:
    """Return the step of a day on which the totals were read already; None on another day."""
    if state.get("day") != start_of(now.date()).isoformat():
        return None
    return Step(Facts(), state, datetime.fromisoformat(str(state.get("since") or state["day"])), now, complete=True)


def _totals(told: Iterable[Measurement], state: Mapping[str, object], now: datetime) -> Step:
    today = start_of(now.date()).isoformat()
    first = str(state.get("since") or today)
    facts = Facts(measurements=tuple(told))
    return Step(facts, {"day": today, "since": first}, datetime.fromisoformat(first), now, complete=True)


@dataclass(frozen=True)
class Tables:
    """Downloads from CSV or JSON files, such as an export of BigQuery.

    Edges: a file is known by what it holds, and read again when that changes. The number that was told first for a
    day, package and labels stays; within one file they are added up.
    """

    package: str
    path: Path
    source: str = TABLE
    name: str = "downloads"
    kinds: tuple[str, ...] = (f"measured.{DOWNLOADS}",)

    @property
    def repo(self) -> str:
        """``pypi:`` and the project's name, or the name as it is when it has a colon."""
        return package_of(self.package)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the files that were not read as they are now."""
        done = dict.fromkeys(str(each) for each in _list(state.get("read")))
        since, until = str(state.get("since") or ""), str(state.get("until") or "")
        notes: list[str] = []
        paths = tables_of(self.path)

        def step(facts: Facts, *, last: bool = False) -> Step:
            return Step(
                facts, {"read": list(done), "since": since, "until": until},
                datetime.fromisoformat(since) if since else None, datetime.fromisoformat(until) if until else None,
                complete=last, note="; ".join(notes), of=len(paths),
            )  # fmt: skip

        met: dict[str, None] = {}
        for path in paths:
            met[digest := digest_of(path)] = None
            if digest in done:
                continue
            summed = Summed(self.repo)
            for number, row in rows_of(path):
                summed.add(number, row)
            if summed.note:
                notes.append(f"{path.name}: {summed.note}")
            measurements = summed.measurements(now)
            while some := tuple(islice(measurements, AT_ONCE)):
                since = min(filter(None, (since, some[0].at.isoformat())))
                until = max(until, (some[-1].at + DAY).isoformat())
                yield step(Facts(measurements=some))
            done[digest] = None
        done = met
        yield step(Facts(), last=not notes)


def _list(said: object) -> list[object]:
    return said if isinstance(said, list) else []
