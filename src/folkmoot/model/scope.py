"""What a question is about: the window, groups, repositories, organisations and people; bots in or out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPTIONS = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """The window is ``[since_at, until_at)`` in UTC without a zone; ``None`` is open. Empty tuples mean "all"."""

    since_at: datetime | None = None
    until_at: datetime | None = None
    groups: tuple[str, ...] = ()
    repos: tuple[str, ...] = ()
    orgs: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    bots: bool = False
    zone: str = "UTC"

    def with_(self, **changes: object) -> Scope:
        """Return the same scope with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names


def day_start(day: date, zone: str) -> datetime:
    """Return the UTC moment (without zone) at which ``day`` begins in the IANA ``zone``."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)


def day_at(moment: datetime, zone: str) -> date:
    """Return the day of a UTC moment (without zone) in the IANA ``zone``."""
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def window(first: date | None, last: date | None, zone: str) -> tuple[datetime | None, datetime | None]:
    """Return the UTC bounds of the days ``first`` to ``last``, both included, in ``zone``."""
    since = day_start(first, zone) if first else None
    until = day_start(last + timedelta(days=1), zone) if last else None
    return since, until


@dataclass(frozen=True, slots=True)
class Question:
    """A report's name, its scope, its own options, and the day it is asked: the key of an answer."""

    name: str
    scope: Scope
    today: date
    options: OPTIONS = ()

    def option(self, name: str, otherwise: str = "") -> str:
        """Return the option's value, or ``otherwise``."""
        return dict(self.options).get(name, otherwise)
