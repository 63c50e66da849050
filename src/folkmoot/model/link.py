"""A titled link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT


@dataclass(frozen=True, slots=True)
class Link:
    """A titled link."""

    __pydantic_config__ = STRICT

    title: Annotated[str, Field(description="What stands behind the link.", examples=["Recordings"])]
    url: Annotated[str, Field(description="Where it leads.", examples=["https://example.org/recordings"])]
    place: Place = field(default=Place(""), compare=False)
