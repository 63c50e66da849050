"""Alerts: when a number tells that somebody should look, and who is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.scores import WINDOW
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

CHANNEL = r"atom|(mail|hook):[a-z0-9][a-z0-9._-]*"
"""How a channel is named. Its address stands in the settings of the workspace, not in the charter."""
RULES = ("falls", "rises", "above", "below", "stale", "promise")


@dataclass(frozen=True, slots=True)
class AlertRule:
    """When an alert is raised: one of these."""

    __pydantic_config__ = STRICT

    falls: Annotated[
        float | None,
        Field(description="It falls by this share of the period before, or more.", gt=0, le=1, examples=[0.3]),
    ] = None
    rises: Annotated[
        float | None,
        Field(description="It rises by this share of the period before, or more.", gt=0, le=1000, examples=[1]),
    ] = None
    above: Annotated[float | None, Field(description="It is above this.", examples=[200])] = None
    below: Annotated[float | None, Field(description="It is below this.", examples=[5])] = None
    stale: Annotated[
        int | None, Field(description="A source was not read for this many days.", ge=1, le=3650, examples=[3])
    ] = None
    promise: Annotated[
        float | None,
        Field(description="A response takes longer than this many hours.", gt=0, le=100_000, examples=[48]),
    ] = None

    @property
    def names(self) -> tuple[str, ...]:
        """The rules that are declared: one, in an alert that is right."""
        return tuple(name for name in RULES if getattr(self, name) is not None)

    @property
    def name(self) -> str:
        """The rule that holds: the first of ``RULES`` that is declared; "" for none."""
        return next(iter(self.names), "")

    @property
    def bound(self) -> float | None:
        """The number that the rule compares with."""
        return float(getattr(self, self.name)) if self.name else None


@dataclass(frozen=True, slots=True)
class Alert:
    """Says so when a number falls, rises, or passes a bound; when a source is stale; when a promise is broken."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["fewer-people"], pattern=NAME)]
    rule: Annotated[AlertRule, Field(description="When it is raised.", examples=[{"falls": 0.3}])]
    title: Annotated[Text, Field(description="What it says.", examples=["Fewer people are active"])] = Text()
    indicator: Annotated[
        str,
        Field(
            description="What is watched; not needed for `stale`, and for `promise` the first response to changes.",
            examples=["active_people"],
            pattern=INDICATOR,
        ),
    ] = ""
    source: Annotated[str, Field(description="For `stale`: only this source.", examples=["gitee"])] = ""
    group: Annotated[str, Field(description="Only in this group: its slug.", examples=["compiler"])] = ""
    repo: Annotated[str, Field(description="Only in this repository.", examples=["gitee:example/kit"])] = ""
    each: Annotated[
        Literal["", "group", "repo"], Field(description="Each group or repository is watched by itself.")
    ] = ""
    window: Annotated[
        str,
        Field(description="The period: day, week, month… or 90d.", examples=["month", "90d"], pattern=WINDOW),
    ] = "month"
    least: Annotated[
        int, Field(description="Silent while fewer things than this stand under the number.", ge=0, examples=[10])
    ] = 0
    to: Annotated[
        tuple[str, ...],
        Field(
            description="Who is told: names of channels. The feed has all of them.",
            examples=[["mail:ops", "hook:chat"]],
        ),
    ] = ()
    quiet: Annotated[int, Field(description="For so many days it is not repeated.", ge=0, le=3650, examples=[14])] = 7
    place: Place = field(default=Place(""), compare=False)

    @property
    def channels(self) -> tuple[str, ...]:
        """Who is told: the feed always, then the others in their order."""
        return tuple(dict.fromkeys(("atom", *self.to)))
