"""Partners as declared: universities, companies, foundations and projects, how far it has come with each, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.targets import NAME
from folkmoot.model.text import Text

Sort = Literal["university", "company", "foundation", "project"]
Stage = Literal["lead", "talking", "agreed", "active", "paused", "ended"]
SORTS: Mapping[str, Text] = {
    "university": Text("University", "高校"), "company": Text("Company", "企业"), "foundation": Text("Foundation", "基金会"),
    "project": Text("Project", "项目"),
}  # fmt: skip
STAGES: Mapping[str, Text] = {
    "lead": Text("Lead", "线索"), "talking": Text("Talking", "洽谈中"), "agreed": Text("Agreed", "已签约"),
    "active": Text("Active", "合作中"), "paused": Text("Paused", "暂停"), "ended": Text("Ended", "已结束"),
}  # fmt: skip
"""The funnel, in its order."""
PUBLIC = ("agreed", "active")
"""Stages in which a partner stands on the public page."""
AGREEMENTS: Mapping[str, Text] = {
    "memorandum": Text("Memorandum", "合作备忘录"), "contract": Text("Contract", "合同"), "membership": Text("Membership", "会员"),
    "informal": Text("Informal", "非正式约定"),
}  # fmt: skip
ADDRESS = r"^(https?://\S+)?$"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed, and from when until when it holds."""

    __pydantic_config__ = STRICT

    kind: Annotated[
        Literal["memorandum", "contract", "membership", "informal"], Field(description="What sort of agreement.")
    ] = "memorandum"
    since: Annotated[date | None, Field(description="From when it holds.", examples=["2026-01-01"])] = None
    until: Annotated[date | None, Field(description="Its last day; absent: without end.", examples=["2027-12-31"])] = (
        None
    )


@dataclass(frozen=True, slots=True)
class Course:
    """A course that a partner gives."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What it is called.", examples=["Deep learning"])]
    url: Annotated[str, Field(description="Where it is described.", pattern=ADDRESS)] = ""
    since: Annotated[date | None, Field(description="When it was first given.", examples=["2026-09-01"])] = None
    students: Annotated[int, Field(description="How many take part in a year, if it is known.", ge=0)] = 0


@dataclass(frozen=True, slots=True)
class Case:
    """What a partner has made with the project."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What it is about.", examples=["Molecular dynamics"])]
    url: Annotated[str, Field(description="Where it is told.", pattern=ADDRESS)] = ""


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next, and by when."""

    __pydantic_config__ = STRICT

    says: Annotated[Text, Field(description="What is done.", examples=["Sign the memorandum"])]
    due: Annotated[date | None, Field(description="By when.", examples=["2026-04-01"])] = None


@dataclass(frozen=True, slots=True)
class PartnerPlan:
    """A partner. Contacts and notes do not stand here: they are private, and kept where they can be erased."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="A short stable name.", examples=["north-university"], pattern=NAME)]
    name: Annotated[
        Text, Field(description="What it is called.", examples=[{"en": "North University", "zh": "北方大学"}])
    ]
    sort: Annotated[Sort, Field(description="What it is.")] = "university"
    stage: Annotated[Stage, Field(description="How far it has come.")] = "lead"
    since: Annotated[date | None, Field(description="Since when it is in this stage.", examples=["2026-02-01"])] = None
    says: Annotated[Text, Field(description="What is done together, in a sentence or two.")] = Text()
    site: Annotated[str, Field(description="Its address.", examples=["https://north.example.edu"], pattern=ADDRESS)] = (
        ""
    )
    agreement: Annotated[Agreement | None, Field(description="What was agreed.")] = None
    courses: Annotated[tuple[Course, ...], Field(description="Courses that it gives.")] = ()
    cases: Annotated[tuple[Case, ...], Field(description="What it has made with the project.")] = ()
    groups: Annotated[
        tuple[str, ...], Field(description="Groups and chapters that it has to do with.", examples=[["shanghai"]])
    ] = ()
    affiliations: Annotated[
        tuple[str, ...],
        Field(
            description="Organisations, as people's affiliations name them, whose work counts as its.",
            examples=[["North University"]],
        ),
    ] = ()
    owner: Annotated[str, Field(description="The id of the person who looks after it.", examples=["ann"])] = ""
    next: Annotated[Step | None, Field(description="What is done next.")] = None
    place: Place = field(default=Place(""), compare=False)

    @property
    def title(self) -> Text:
        """What it is called."""
        return self.name

    @property
    def group(self) -> str:
        """The first of its groups, whose leads may declare it; "" for none."""
        return self.groups[0] if self.groups else ""

    @property
    def public(self) -> bool:
        """Whether everybody may know of it: it has agreed."""
        return self.stage in PUBLIC


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody whom one writes to at a partner. Private."""

    id: int
    partner: str
    name: str
    mail: str
    role: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody noted about a partner. Private."""

    id: int
    partner: str
    says: str
    by: str
    at: datetime
