"""Evaluations: checklists by which a group, a repository or the community is judged, each item with its rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.scores import WINDOW
from folkmoot.model.targets import INDICATOR, NAME
from folkmoot.model.text import Text

Dimension = Literal["technical", "operation", "norms", "governance"]
DIMENSIONS: dict[str, Text] = {
    "technical": Text("Technical", "技术"),
    "operation": Text("Operation", "运营"),
    "norms": Text("Norms", "规范"),
    "governance": Text("Governance", "治理"),
}
Declared = Literal[
    "",
    "charter",
    "mission",
    "lead",
    "two_leads",
    "members",
    "ladder",
    "meetings",
    "minutes",
    "repositories",
    "channels",
    "mailing_list",
    "documents",
    "targets",
    "home_page",
    "organizations",
    "committee",
    "proposals",
]
"""What a charter can hold about a group, or about the community; ``folkmoot.charter.held`` tells whether it does."""
DECLARABLE: tuple[str, ...] = get_args(Declared)[1:]


@dataclass(frozen=True, slots=True)
class EvaluationItem:
    """One question. One of `indicator`, `declares` and `file` says what answers it; without any, only people do."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["licence"], pattern=NAME)]
    title: Annotated[Text, Field(description="A few words.", examples=["Licence", {"en": "Licence", "zh": "许可证"}])]
    dimension: Annotated[Dimension, Field(description="What it is about.", examples=["norms"])]
    question: Annotated[
        Text,
        Field(description="What is asked, so that yes is good.", examples=["Does every repository say its licence?"]),
    ] = Text()
    indicator: Annotated[
        str, Field(description="Answered by an indicator.", examples=["change_first_response"], pattern=INDICATOR)
    ] = ""
    at_least: Annotated[float | None, Field(description="Met when the value is not below this.", examples=[5])] = None
    at_most: Annotated[float | None, Field(description="Met when the value is not above this.", examples=[48])] = None
    window: Annotated[
        str, Field(description="Over which time the indicator is read.", examples=["6m"], pattern=WINDOW)
    ] = "12m"
    declares: Annotated[
        Declared, Field(description="Answered by the charter: whether this is declared.", examples=["two_leads"])
    ] = ""
    file: Annotated[
        str,
        Field(
            description="Answered by the newest files of the repositories: this one is there.",
            examples=["LICENSE"],
        ),
    ] = ""
    weight: Annotated[float, Field(description="How much it counts.", gt=0, le=1000, examples=[2])] = 1.0
    required: Annotated[bool, Field(description="Without it, the whole is not met.")] = False
    source: Annotated[
        str,
        Field(description="Where the question comes from.", examples=["https://www.bestpractices.dev/en/criteria/0"]),
    ] = ""
    mend: Annotated[Text, Field(description="What to do when it is not met.")] = Text()
    place: Place = field(default=Place(""), compare=False)

    @property
    def rules(self) -> tuple[str, ...]:
        """The fields that say what answers it: one at most, in an item that is right; none: answered by hand."""
        return tuple(name for name in ("indicator", "declares", "file") if getattr(self, name))

    @property
    def rule(self) -> str:
        """What answers it: "indicator", "declares", "file", or "" for people alone."""
        return next(iter(self.rules), "")


@dataclass(frozen=True, slots=True)
class HandAnswer:
    """Somebody looked and says whether an item is met: where nothing else can tell, or where it tells wrongly."""

    __pydantic_config__ = STRICT

    item: Annotated[str, Field(description="The id of the item.", examples=["licence"])]
    met: Annotated[bool, Field(description="Whether it is met.", examples=[True])]
    day: Annotated[date, Field(description="When somebody looked.", examples=["2026-03-31"])]
    by: Annotated[str, Field(description="The id of the person who looked.", examples=["ann"])] = ""
    url: Annotated[str, Field(description="Where it can be seen.", examples=["https://example.org/kit/LICENSE"])] = ""
    says: Annotated[Text, Field(description="What was seen.")] = Text()
    group: Annotated[str, Field(description="Only for this group: its slug.", examples=["compiler"])] = ""
    repo: Annotated[str, Field(description="Only for this repository.", examples=["gitee:example/kit"])] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A checklist. Under the id of one that comes with the program, answers may stand without the items."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["credible"], pattern=NAME)]
    title: Annotated[Text, Field(description="What it is called.", examples=["A credible community"])] = Text()
    version: Annotated[int, Field(description="Rises with every change of its items.", ge=1, examples=[2])] = 1
    says: Annotated[Text, Field(description="What it is good for, and what not.")] = Text()
    source: Annotated[str, Field(description="Where it comes from.", examples=["https://example.org/minutes/12"])] = ""
    items: Annotated[tuple[EvaluationItem, ...], Field(description="What is asked.")] = ()
    answers: Annotated[tuple[HandAnswer, ...], Field(description="What people answered.")] = ()
    place: Place = field(default=Place(""), compare=False)

    def answer(self, item: str, *, group: str = "", repo: str = "") -> HandAnswer | None:
        """Return the newest answer by hand for an item, the most particular one first: repository, group, everywhere."""
        held = [
            (bool(one.repo), bool(one.group), one.day, place)
            for place, one in enumerate(self.answers)
            if one.item == item and one.repo in ("", repo) and one.group in ("", group)
        ]
        return self.answers[max(held)[-1]] if held else None
