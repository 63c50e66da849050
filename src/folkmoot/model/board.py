"""The board: which numbers stand where, what was promised, and views that are kept as links."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""In the order of ``date.weekday()``."""


@dataclass(frozen=True, slots=True)
class BoardView:
    """A page of the portal with its filter, under a name."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["compiler-year"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it shows.", examples=["The compiler's year"])]
    address: Annotated[
        str,
        Field(
            description="The page and its filter, from the first slash on.",
            examples=["/board?group=compiler&since=12m"],
            pattern=r"^/([^/\\\s\x00-\x1f\x7f][^\\\s\x00-\x1f\x7f]*)?$",
        ),
    ]
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Board:
    """How the board looks, and what the community promises. All of it may be left out."""

    __pydantic_config__ = STRICT

    tiles: Annotated[
        tuple[str, ...],
        Field(
            description="Indicators of the overview, in order; absent: a choice.", examples=[["active_people", "stars"]]
        ),
    ] = ()
    wall: Annotated[
        tuple[str, ...],
        Field(
            description="Indicators of the wall screen; absent: those of the overview.", examples=[["merged_changes"]]
        ),
    ] = ()
    minimum_group: Annotated[
        int,
        Field(description="Comparisons do not show personal data about fewer people than this.", ge=1, le=1000),
    ] = 5
    promise_hours: Annotated[
        float,
        Field(description="Within how many hours a change or an issue is answered.", gt=0, le=100_000, examples=[72]),
    ] = 48.0
    digest: Annotated[Weekday, Field(description="The day of the weekly digest.", examples=["monday"])] = "monday"
    views: Annotated[tuple[BoardView, ...], Field(description="Kept views.")] = ()
    place: Place = field(default=Place(""), compare=False)
