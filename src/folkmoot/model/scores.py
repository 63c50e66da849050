"""Scores: several indicators in one number, with declared weights, for groups or repositories."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

WINDOW = r"^([1-9][0-9]{0,3}[dwmy]|day|week|month|quarter|year)$"
"""How a length of time is written: ``90d``, ``6w``, ``12m``, ``2y`` back from today, or the last whole calendar one."""


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One indicator in a score. Each form makes a number from 0 to 1 of the value `x` and the cap `T`."""

    __pydantic_config__ = STRICT

    indicator: Annotated[
        str, Field(description="The indicator.", examples=["active_people"], pattern=r"^[a-z][a-z0-9_]*$")
    ]
    weight: Annotated[float, Field(description="How much it counts.", gt=0, le=1000, examples=[2])] = 1.0
    form: Annotated[
        Literal["log", "linear", "share", "inverse"],
        Field(
            description="`log`: ln(1+x) / ln(1+max(x,T)); `linear`: min(x,T) / T; `share`: the value is a share already;"
            " `inverse`: T / (T+x), for what should be small."
        ),
    ] = "log"
    cap: Annotated[
        float | None,
        Field(
            description="T: how much is enough, or for `inverse` what is half good; not for `share`.",
            gt=0,
            examples=[50],
        ),
    ] = None
    title: Annotated[Text, Field(description="What to call it in the score; empty: as the indicator is called.")] = (
        Text()
    )
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Score:
    """One number from 0 to 100 for each group or repository: the weighted mean of its parts.

    A part that is unknown is left out with its weight and named. Whoever changes parts or weights raises the version.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["vitality"], pattern=NAME)]
    title: Annotated[
        Text, Field(description="What it is called.", examples=["Vitality", {"en": "Vitality", "zh": "活力"}])
    ]
    parts: Annotated[tuple[ScorePart, ...], Field(description="What it is made of.", min_length=1)]
    version: Annotated[int, Field(description="Rises with every change of its parts.", ge=1, examples=[2])] = 1
    says: Annotated[Text, Field(description="What it is good for, and what not.")] = Text()
    per: Annotated[Literal["group", "repo"], Field(description="What is given the score.")] = "group"
    window: Annotated[
        str, Field(description="Over which time: 90d, 6w, 12m, 2y.", examples=["12m"], pattern=WINDOW)
    ] = "12m"
    source: Annotated[
        str, Field(description="Where its form comes from.", examples=["https://example.org/minutes/12"])
    ] = ""
    place: Place = field(default=Place(""), compare=False)
