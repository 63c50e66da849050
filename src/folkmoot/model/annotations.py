"""Annotations: what happened on a day that explains a line on a chart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text

AnnotationKind = Literal["release", "event", "policy", "other"]
ANNOTATION_KINDS: dict[str, Text] = {
    "release": Text("Release", "版本发布"),
    "event": Text("Event", "活动"),
    "policy": Text("Policy", "制度"),
    "other": Text("Other", "其他"),
}


@dataclass(frozen=True, slots=True)
class Annotation:
    """A mark on time axes: a release, an event, a new rule. It explains nothing by itself."""

    __pydantic_config__ = STRICT

    day: Annotated[date, Field(description="The day, or the first one.", examples=["2026-05-09"])]
    title: Annotated[
        Text, Field(description="What happened.", examples=["Release 2.0", {"en": "Summit", "zh": "峰会"}])
    ]
    until: Annotated[date | None, Field(description="The last day.", examples=["2026-05-10"])] = None
    kind: Annotated[AnnotationKind, Field(description="What it was.", examples=["release"])] = "other"
    url: Annotated[str, Field(description="Where it is described.", examples=["https://example.org/summit"])] = ""
    group: Annotated[str, Field(description="Only of this group: its slug.", examples=["compiler"])] = ""
    repo: Annotated[str, Field(description="Only of this repository.", examples=["gitee:example/kit"])] = ""
    place: Place = field(default=Place(""), compare=False)
