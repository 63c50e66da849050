"""Levels of the whole community: what each asks, and the letters that stand before somebody's community number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.ladder import Clause
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class Level:
    """A level of developers, lowest first: its letters, and what it asks in clauses as those of ladders.

    What a clause counts is counted in the whole community; a role may be held in any group. A level that asks nothing is
    the first one: who has a number has it.
    """

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["gradient"], pattern=NAME)]
    letters: Annotated[
        str, Field(description="What stands before the number, in capitals.", examples=["GI"], pattern=r"^[A-Z]{1,4}$")
    ]
    title: Annotated[Text, Field(description="What it is called.", examples=[{"en": "Steady", "zh": "稳定贡献"}])]
    does: Annotated[Text, Field(description="What somebody of this level does.")] = Text()
    all: Annotated[tuple[Clause, ...], Field(description="Asked: all of these.")] = ()
    any: Annotated[tuple[Clause, ...], Field(description="Asked: one of these.")] = ()
    certificate: Annotated[bool, Field(description="Whoever reaches it gets a certificate of it.")] = False
    place: Place = field(default=Place(""), compare=False)
