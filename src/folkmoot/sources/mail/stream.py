"""A mailing list as a stream: its files and its archive, gone on with where the last reading ended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.files.packed import opened
from folkmoot.sources.mail.files import TIGHTEST, files_of, find_mark, skip
from folkmoot.sources.mail.mbox import Mails
from folkmoot.sources.mail.read import SENT, SOURCE, Reader, note_of, repo_of

if TYPE_CHECKING:
    from folkmoot.sources.mail.client import Archive

AT_ONCE = 250  # mails in one step


@dataclass(frozen=True)
class MailingList:
    """One list, from mbox files and from HyperKitty archives. ``since``: the first day to fetch from an archive."""

    address: str
    paths: tuple[Path, ...] = ()
    archives: tuple[Archive, ...] = ()
    since: date | None = None
    source: str = SOURCE
    name: str = "mails"
    kinds: tuple[str, ...] = (SENT,)

    @property
    def repo(self) -> str:
        """``mail:`` and the list's address."""
        return repo_of(self.address)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new in every file and every month since ``state``.

        Edges: a file is known by what it holds, not by its name or date: one that has grown is read from where it
        ended, one that was renamed not at all, one that was changed as a whole. A file that is damaged lets the
        others be read, and the coverage says so. Errors: SourceUnreadable when nothing could be read.
        """
        run = _Run(Reader(self.address, now), _State.of(state))
        paths = [path for folder in self.paths for path in files_of(folder)]
        for path in paths:
            try:
                yield from run.file(path)
            except SourceUnreadable as fault:
                if len(paths) == 1 and not self.archives:
                    raise
                run.faults.append(f"{path.name}: {fault.what}")
        for archive in self.archives:
            yield from run.months(archive, self.since, now.date())
        run.state.known = dict(run.met)
        yield run.step(complete=not run.faults, until_at=now if self.archives else None)


@dataclass
class _State:
    """What was read: of each file the digest of its beginning and how long that is; of each archive its last month."""

    known: dict[str, int] = field(default_factory=dict)
    months: dict[str, str] = field(default_factory=dict)
    since_at: str = ""
    until_at: str = ""

    @classmethod
    def of(cls, said: Mapping[str, object]) -> _State:
        known, months = said.get("read"), said.get("months")
        return cls(
            {str(mark): place for mark, place in known.items() if isinstance(place, int)}
            if isinstance(known, dict) else {},
            {str(url): str(month) for url, month in months.items()} if isinstance(months, dict) else {},
            str(said.get("since") or ""), str(said.get("until") or ""),
        )  # fmt: skip


@dataclass
class _Run:
    reader: Reader
    state: _State
    met: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    held: list[Facts] = field(default_factory=list)

    def file(self, path: Path) -> Iterator[Step]:
        """Read a file from the last mail that was read of it: that one may not have been complete."""
        mark = find_mark(path, self.state.known)
        place = self.state.known.get(mark, 0)
        digest = hashlib.blake2b(digest_size=16)
        with opened(path, TIGHTEST) as file:
            skip(file, digest, place)
            mails = Mails(file, digest, place)
            for count, raw in enumerate(mails, 1):
                self.held.append(self.reader.facts(raw))
                if mails.ahead:
                    mark = self._remember(mark, digest.hexdigest(), mails.place)
                if count % AT_ONCE == 0:
                    yield self.step()
        if mark:
            self.met[mark] = self.state.known[mark]

    def _remember(self, old: str, new: str, place: int) -> str:
        if old not in self.met:
            self.state.known.pop(old, None)
        self.state.known[new] = place
        return new

    def months(self, archive: Archive, since: date | None, today: date) -> Iterator[Step]:
        """Read an archive month by month; the last month that was read is read again, since it had not ended."""
        before = self.state.months.get(archive.url)
        day = date.fromisoformat(f"{before}-01") if before else since or archive.first_day()
        if day is None:
            raise SourceUnreadable(
                "it does not tell when it begins.", where=archive.url, mend="Set 'since' of its [[mail]] table."
            )
        while day <= today:
            following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            yield from self._mails(archive.month(day, following))
            self.state.months[archive.url] = f"{day:%Y-%m}"
            yield self.step()
            day = following

    def _mails(self, file: BinaryIO) -> Iterator[Step]:
        for count, raw in enumerate(Mails(file, hashlib.blake2b()), 1):
            self.held.append(self.reader.facts(raw))
            if count % AT_ONCE == 0:
                yield self.step()

    def step(self, *, complete: bool = False, until_at: datetime | None = None) -> Step:
        """Return what is held as a step, with how far the reading has come."""
        facts = Facts(
            tuple(event for each in self.held for event in each.events),
            sightings=tuple(dict.fromkeys(one for each in self.held for one in each.sightings)),
        )
        self.held.clear()
        state, reader = self.state, self.reader
        if reader.since_at and reader.until_at:
            state.since_at = min(filter(None, (state.since_at, reader.since_at.isoformat())))
            state.until_at = max(state.until_at, reader.until_at.isoformat())
        if until_at:
            state.until_at = max(state.until_at, until_at.isoformat())
        note = "; ".join(filter(None, (*self.faults, note_of(reader.left_out))))
        return Step(
            facts,
            {"read": dict(state.known), "months": dict(state.months), "since": state.since_at, "until": state.until_at},
            datetime.fromisoformat(state.since_at) if state.since_at else None,
            datetime.fromisoformat(state.until_at) if state.until_at else None,
            complete,
            note,
        )
