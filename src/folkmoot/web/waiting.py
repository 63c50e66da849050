"""One thing that waits for somebody, as their page of what waits shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Waits:
    """Something that waits for the reader, or that they wait for. ``asks``: they are to do something."""

    what: str
    url: str
    note: str = ""
    until: datetime | None = None  # the deadline; of a talk, when it is given
    due: date | None = None
    asks: bool = False


Found = Iterator[Waits]
