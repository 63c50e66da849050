"""What a source brings: the facts of one step of reading, how far the reading goes, and where to go on from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable

from folkmoot.model.event import Event, Measurement, Sighting, stable_id

NOBODY = "ghost"
"""The login of an account that is gone, or that a forge does not tell: it is never a person."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Events, measurements and sightings that were read together."""

    events: tuple[Event, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    sightings: tuple[Sighting, ...] = ()

    def __add__(self, other: Facts) -> Facts:
        return Facts(
            self.events + other.events, self.measurements + other.measurements, self.sightings + other.sightings
        )

    def __len__(self) -> int:
        return len(self.events) + len(self.measurements)


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a stream, kept as soon as it was read.

    ``state``: what the next reading needs in order to go on after this step, ready for JSON. ``complete``: from
    ``since_at`` to ``until_at`` nothing is missing; only a stream's last step can say so, and it must say why not in
    ``note`` otherwise. ``of``: how many steps or rows there will be, 0 when that is not known; for a progress bar.
    """

    facts: Facts
    state: Mapping[str, object]
    since_at: datetime | None = None
    until_at: datetime | None = None
    complete: bool = False
    note: str = ""
    of: int = 0


class Stream(Protocol):
    """A series of facts that is read from one end to the other, and gone on with later.

    Every kind of a source and repository belongs to exactly one stream, since coverage is kept by kind. Measurements
    have a kind of coverage, too: ``measured.stars``.
    """

    @property
    def source(self) -> str:
        """Who tells: ``github``, ``gitee``, ``mail``…"""

    @property
    def repo(self) -> str:
        """What about: ``forge:owner/name`` in lower case, or the list, package, channel or file that is read."""

    @property
    def name(self) -> str:
        """What is read, for people: ``issues``, ``reviews``…"""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of events, or of measurements as ``measured.NAME``, that it brings; never empty."""

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read what is new since ``state`` (empty: everything), as of ``now``.

        Edges: the same facts come with the same ids whatever the state, the order or the faults of the network were.
        Errors: SourceUnreadable (also ``SourceBusy``); the steps before it stay.
        """


@runtime_checkable
class Remarking(Protocol):
    """A stream that has more to say than its facts."""

    @property
    def remark(self) -> str:
        """What operators should know after a reading, whether it went well or not: a token that was refused."""


ACCOUNT_MADE = "account_made"
"""What is measured of an account whose forge tells when it was made: that is its moment."""


@dataclass(frozen=True, slots=True)
class Unaged:
    """An account of which nobody has told when it was made. ``number``: its forge's for it, "" where it is not known."""

    account: str
    number: str = ""

    @property
    def login(self) -> str:
        """What its forge calls it."""
        return self.account.partition(":")[2]


def account_made(account: str, made_at: datetime, *, source: str, seen_at: datetime) -> Measurement:
    """Return when an account was made; the same whenever it is told."""
    return measured(ACCOUNT_MADE, account, made_at, 1, source=source, unit="account", seen_at=seen_at)


@dataclass(frozen=True, slots=True)
class Touched:
    """Something a delivery says has changed, to be read again from its forge. ``number``: of a change or issue."""

    repo: str
    what: str  # "change", "issue" or "repository"
    number: str = ""


class Rereading(Protocol):
    """Reads one thing again from where it is kept, because what told of it cannot be trusted."""

    def facts(self, touched: Touched, now: datetime) -> Facts:
        """Return everything that the forge tells of it now. Errors: SourceUnreadable, SourceBusy."""


def login(forge: str, name: str | None) -> str:
    """Return the account of a login as a forge tells it; of nobody when it tells none."""
    cleaned = "-".join((name or "").split()).replace(":", "-").strip("@").lower()
    return f"{forge}:{cleaned or NOBODY}"


def happened(  # noqa: PLR0913  # an event has that many parts
    kind: str, at: datetime, actor: str, *, repo: str, subject: str, key: str = "", parent: str = "",
    amount: float | None = None, url: str = "", source: str = "", seen_at: datetime | None = None,
    extra: Mapping[str, object] | None = None,
) -> Event:  # fmt: skip
    """Return an event whose id follows from its kind, its subject and ``key``: what tells it from others of the kind."""
    return Event(
        stable_id(kind, subject, key), at, kind, actor, repo, subject, parent, amount, url, source, seen_at,
        extra=extra or {},
    )  # fmt: skip


def measured(name: str, subject: str, at: datetime, amount: float, *, source: str, unit: str = "",
             seen_at: datetime | None = None, labels: Mapping[str, str] | None = None) -> Measurement:  # fmt: skip
    """Return a measurement whose id follows from what is measured, its labels and the moment."""
    told = labels or {}
    key = "\x1e".join(f"{name}={value}" for name, value in sorted(told.items()))
    return Measurement(
        stable_id(name, subject, key, at.isoformat()), at, name, subject, amount, unit, told, source, seen_at
    )
