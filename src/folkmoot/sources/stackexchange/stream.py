"""A dump as a stream: questions with the tags that matter, their answers, the comments on them, and who wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from folkmoot.model.event import Event, Sighting
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.stackexchange.client import COMMENTS, POSTS, USERS, digest_of, has, rows
from folkmoot.sources.stackexchange.read import (
    ANSWER,
    PUBLISHED,
    QUESTION,
    SOURCE,
    Numbers,
    Site,
    number_of,
    tags_of,
)  # fmt: skip
from folkmoot.sources.stackexchange.rows import Row

AT_ONCE = 1_000  # events in one step


@dataclass(frozen=True)
class Dump:
    """The dump of one site in ``folder``. ``tags``: only questions with one of them; none: all."""

    site: Site
    folder: Path
    tags: frozenset[str] = frozenset()
    source: str = SOURCE
    name: str = "posts"
    kinds: tuple[str, ...] = (PUBLISHED,)

    @property
    def repo(self) -> str:
        """The site's posts: ``stackoverflow:posts``."""
        return self.site.repo

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the dump, unless it was read with these tags before.

        Edges: what was read of a dump before the reading broke off is not told again. A newer dump is read whole;
        what both hold counts once, as the older one told it.
        """
        said = {"dump": digest_of(self.folder), "tags": sorted(self.tags)}
        same = all(state.get(name) == value for name, value in said.items())
        run = _Run(self, now, said, {name: _number(state.get(name)) for name in (POSTS, COMMENTS)} if same else {})
        if not (same and state.get("done")):
            run.choose()
            yield from run.posts()
            yield from run.comments()
            yield from run.users()
            yield run.step(done=True)
            return
        since, until = state.get("since"), state.get("until")
        run.since_at = datetime.fromisoformat(since) if isinstance(since, str) else None
        run.until_at = datetime.fromisoformat(until) if isinstance(until, str) else None
        run.note = str(state.get("note") or "")
        yield run.step(done=True)


@dataclass
class _Run:
    dump: Dump
    now: datetime
    said: Mapping[str, object]
    before: Mapping[str, int]  # rows of each file that were told already
    wanted: Numbers = field(default_factory=Numbers)  # posts with the tags
    accepted: Numbers = field(default_factory=Numbers)  # answers
    writers: Numbers = field(default_factory=Numbers)
    events: list[Event] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    passed: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    note: str = ""
    since_at: datetime | None = None
    until_at: datetime | None = None

    def choose(self) -> None:
        """Find out which questions have the tags, and which answers they accepted: an answer itself tells neither."""
        for row in rows(self.dump.folder, POSTS):
            if row.get("PostTypeId") != QUESTION or (self.dump.tags and not tags_of(row) & self.dump.tags):
                continue
            if (number := number_of(row, "Id")) is not None:
                self.wanted.add(number)
            if (number := number_of(row, "AcceptedAnswerId")) is not None:
                self.accepted.add(number)

    def posts(self) -> Iterator[Step]:
        """Tell the questions and their answers."""
        for new, row in self._rows(POSTS):
            number, kind = number_of(row, "Id"), row.get("PostTypeId")
            about = number_of(row, "ParentId") if kind == ANSWER else number
            if kind not in (QUESTION, ANSWER) or about is None or about not in self.wanted:
                continue
            if number is not None:
                self.wanted.add(number)  # comments on an answer are wanted, too
            yield from self._take(
                self.dump.site.post(row, self.now, accepted=number in self.accepted if number else False), row, new
            )

    def comments(self) -> Iterator[Step]:
        """Tell the comments on them."""
        if not has(self.dump.folder, COMMENTS):
            self.note = f"there is no {COMMENTS}"
            return
        for new, row in self._rows(COMMENTS):
            about = number_of(row, "PostId")
            if about is not None and about in self.wanted:
                yield from self._take(self.dump.site.comment(row, self.now), row, new)

    def users(self) -> Iterator[Step]:
        """Tell the names of who wrote them."""
        if not has(self.dump.folder, USERS):
            self.note = "; ".join(filter(None, (self.note, f"there is no {USERS}: nobody has a name")))
            return
        for row in rows(self.dump.folder, USERS):
            number = number_of(row, "Id")
            if number is not None and number in self.writers and (seen := self.dump.site.user(row)):
                self.sightings.append(seen)
            if len(self.sightings) >= AT_ONCE:
                yield self.step()

    def _rows(self, name: str) -> Iterator[tuple[bool, Row]]:
        for count, row in enumerate(rows(self.dump.folder, name), 1):
            self.passed[name] = max(count, self.before.get(name, 0))
            yield count > self.before.get(name, 0), row

    def _take(self, event: Event | None, row: Row, new: bool) -> Iterator[Step]:
        if event is None:
            self.left_out += 1
            return
        self.since_at, self.until_at = (
            min(self.since_at or event.at, event.at),
            max(self.until_at or event.at, event.at),
        )
        if (writer := number_of(row, "OwnerUserId") or number_of(row, "UserId")) is not None:
            self.writers.add(writer)
        if new:
            self.events.append(event)
        if len(self.events) >= AT_ONCE:
            yield self.step()

    def step(self, *, done: bool = False) -> Step:
        """Return what is held as a step."""
        facts = Facts(tuple(self.events), sightings=tuple(self.sightings))
        self.events.clear()
        self.sightings.clear()
        if self.left_out and done:
            self.note = "; ".join(filter(None, (self.note, f"{self.left_out} rows have no number or date")))
        state = {**self.said, **self.before, **self.passed}
        if done:
            state |= {
                "done": True, "note": self.note, "since": self.since_at and self.since_at.isoformat(),
                "until": self.until_at and self.until_at.isoformat(),
            }  # fmt: skip
        return Step(facts, state, self.since_at, self.until_at, done and not self.note, self.note if done else "")


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
