"""Meetings as they stand in a calendar: departures from a series' rule, and the occurrences that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text


class Does(StrEnum):
    """What a departure from the rule of a series does."""

    CANCEL = "cancel"
    MOVE = "move"
    ADD = "add"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Departure:
    """One day on which a series departs from its rule. Of several about one day the last one holds."""

    __pydantic_config__ = STRICT

    day: Annotated[date, Field(description="The planned day, in the series' zone.", examples=["2026-12-24"])]
    does: Annotated[
        Does,
        Field(
            description="cancel: it does not take place, and calendars say so; move: it is at another time; add: one "
            "more meeting; skip: the rule does not count this day at all.",
            examples=["cancel"],
        ),
    ]
    to: Annotated[date | None, Field(description="The new day of one that is moved.", examples=["2026-12-22"])] = None
    time: Annotated[
        str,
        Field(description="Its start in the series' zone, if another.", examples=["20:00"], pattern=r"^(\d\d:\d\d)?$"),
    ] = ""
    minutes: Annotated[int | None, Field(description="Its length, if another.", ge=1, le=1440)] = None
    reason: Annotated[Text, Field(description="Why.", examples=["Holidays"])] = Text()
    title: Annotated[Text, Field(description="What an added meeting is called, if not as the series.")] = Text()
    url: Annotated[str, Field(description="Where to join it, if elsewhere.")] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One meeting of a series. Moments are UTC without a zone."""

    group: str  # its slug
    series: str  # the series' short name in the group
    starts_at: datetime
    ends_at: datetime
    title: Text
    url: str  # where to join
    host: str | None  # the id of whose turn it is; None: nobody is known
    cancelled: bool
    moved_from: datetime | None  # the start that was planned, where it was moved
    key: str  # group/series/day: the planned day in the series' zone, which stays when it moves
    zone: str  # of the series
    day: date  # the planned day, as in the key
    added: bool = False  # beside the rule
    reason: Text = Text()  # of the departure
    agenda_url: str = ""
    recordings_url: str = ""


def key_of(group: str, series: str, day: date) -> str:
    """Return the name of an occurrence in links and facts: ``kit/meeting/2026-11-24``."""
    return f"{group}/{series}/{day.isoformat()}"
