"""Groups, the terms people serve in them, and what a group declares: repositories, channels, series, targets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from folkmoot.model.chapter import Chapter
from folkmoot.model.finding import Place
from folkmoot.model.link import Link
from folkmoot.model.meeting import Departure
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text

LEADS = frozenset(
    {"lead", "leader", "chair", "co-chair", "vice-chair", "tech-lead", "maintainer", "owner", "convener", "coordinator",
     "director", "president"}
)  # fmt: skip
"""Roles that speak for a group."""
REPO = re.compile(r"[a-z][a-z0-9-]*:[^\s/:]+/[^\s/:]+|git:[^\s/:]+")
"""How a repository is spelled."""


class Kind(StrEnum):
    """The kinds of a group."""

    SIG = "sig"
    WG = "wg"
    COMMITTEE = "committee"
    CHAPTER = "chapter"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Term:
    """A person serves in a role of a group, from a day to a day, for a cause. Rosters are read *as of* a date."""

    __pydantic_config__ = STRICT

    person: Annotated[str, Field(description="The person's id.", examples=["ann"])]
    role: Annotated[str, Field(description="The role, in lower case.", examples=["maintainer", "committer", "member"])]
    since: Annotated[date | None, Field(description="First day; absent: not recorded.", examples=["2024-03-01"])] = None
    until: Annotated[date | None, Field(description="Last day; absent: still serving.", examples=["2026-02-28"])] = None
    cause: Annotated[str, Field(description="Why the term began or ended.", examples=["elected", "motion 12"])] = ""
    repo: Annotated[
        str, Field(description="The role holds for this repository only.", examples=["gitee:example/kit"])
    ] = ""
    subproject: Annotated[
        str, Field(description="The role holds for this subproject only.", examples=["kit-tools"])
    ] = ""
    sources: Annotated[tuple[str, ...], Field(description="Which files and lines say so.")] = ()
    place: Place = field(default=Place(""), compare=False)

    def holds_on(self, day: date) -> bool:
        """Return whether the term runs on ``day``; an open end holds."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class GroupRepository:
    """A repository a group looks after, or one folder of it."""

    __pydantic_config__ = STRICT

    repo: Annotated[str, Field(description="`forge:owner/name`, lower case.", examples=["gitee:example/kit"])]
    path: Annotated[str, Field(description="Only this folder of it.", examples=["src/compiler"])] = ""
    since: Annotated[date | None, Field(description="First day.")] = None
    until: Annotated[date | None, Field(description="Last day.")] = None
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a group talks."""

    __pydantic_config__ = STRICT

    kind: Annotated[str, Field(description="mail, slack, wechat, qq, forum, video, chat…", examples=["mail"])]
    address: Annotated[str, Field(description="An address or a link.", examples=["dev@lists.example.org"])]
    name: Annotated[str, Field(description="What to call it.")] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Series:
    """A meeting that recurs: an RFC 5545 rule in an IANA time zone. What could not be read stays in ``said``."""

    __pydantic_config__ = STRICT

    title: Annotated[Text, Field(description="What the meeting is called.", examples=["Weekly meeting"])]
    rrule: Annotated[
        str, Field(description="RFC 5545 recurrence rule.", examples=["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"])
    ] = ""
    time: Annotated[str, Field(description="Local start time.", examples=["19:00"], pattern=r"^(\d\d:\d\d)?$")] = ""
    zone: Annotated[str, Field(description="IANA time zone.", examples=["Asia/Shanghai"])] = ""
    starts: Annotated[date | None, Field(description="Day of the first occurrence.", examples=["2024-01-09"])] = None
    minutes: Annotated[int, Field(description="Planned length.", ge=1, le=1440)] = 60
    url: Annotated[str, Field(description="Where to join.")] = ""
    agenda_url: Annotated[str, Field(description="Agenda and notes.")] = ""
    recordings_url: Annotated[str, Field(description="Recordings.")] = ""
    said: Annotated[
        str, Field(description="The time as its source wrote it.", examples=["biweekly, Tuesday 9:00 PT"])
    ] = ""
    id: Annotated[
        str,
        Field(
            description="Short name in links, one of its own in the group; absent: made from the title.",
            examples=["weekly"],
            pattern=r"^([a-z0-9][a-z0-9-]*)?$",
        ),
    ] = ""
    tags: Annotated[tuple[str, ...], Field(description="What it is about.", examples=[["planning"]])] = ()
    exceptions: Annotated[tuple[Departure, ...], Field(description="Days on which it departs from its rule.")] = ()
    rota: Annotated[
        tuple[str, ...],
        Field(description="Ids of those who host it in turn, in their order.", examples=[["ann", "bo"]]),
    ] = ()
    rota_since: Annotated[
        date | None, Field(description="The day from which turns are counted; absent: the first occurrence.")
    ] = None
    reminders: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[1-9]\d{0,2}[dh]$")], ...],
        Field(description="How long before it people are reminded, in days or hours.", examples=[["7d", "1d"]]),
    ] = ()
    remind_to: Annotated[
        tuple[str, ...],
        Field(description="Channels of `folkmoot.toml` that are reminded; absent: those of `remind_to` there.",
              examples=[["mail:kit"]]),
    ] = ()  # fmt: skip
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class YearTarget:
    """What a group wants to reach by a year's end, as its own page says it. More can be said under `targets`."""

    __pydantic_config__ = STRICT

    year: Annotated[int, Field(description="The year it is for.", examples=[2026], ge=1990, le=2200)]
    title: Annotated[Text, Field(description="The target in words.", examples=["Grow five reviewers"])]
    indicator: Annotated[str, Field(description="What is counted.", examples=["reviewers"])] = ""
    amount: Annotated[float | None, Field(description="How many.", examples=[5])] = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One role of a group's ladder, with its conditions in words."""

    __pydantic_config__ = STRICT

    role: Annotated[str, Field(description="The role.", examples=["reviewer"])]
    does: Annotated[Text, Field(description="What the role does.")] = Text()
    asks: Annotated[Text, Field(description="What it takes to get there.", examples=["Reviewed two changes"])] = Text()


@dataclass(frozen=True, slots=True)
class Subproject:
    """A named part of a group, with its own repositories."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(description="Its name.", examples=["kit-tools"])]
    description: Annotated[Text, Field(description="What it is for.")] = Text()
    repositories: Annotated[tuple[GroupRepository, ...], Field(description="Its repositories.")] = ()
    channels: Annotated[tuple[Channel, ...], Field(description="Where it talks.")] = ()
    meetings: Annotated[tuple[Series, ...], Field(description="Its meetings.")] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One value that some sources give for a disputed field."""

    __pydantic_config__ = STRICT

    value: Annotated[str, Field(description="The value; empty: the source says there is none.", examples=["ann"])]
    sources: Annotated[
        tuple[str, ...],
        Field(description="Which files and lines say so.", examples=[["sigs/kit/README.md:12"]]),
    ]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field about which sources disagree. Every claim is kept; none wins in silence."""

    __pydantic_config__ = STRICT

    field: Annotated[str, Field(description="The field or role in question.", examples=["role:maintainer", "name"])]
    claims: Annotated[tuple[Claim, ...], Field(description="What each side says.")]


@dataclass(frozen=True, slots=True)
class Group:
    """A lasting part of the community: SIG, working group, committee, chapter or team."""

    __pydantic_config__ = STRICT

    kind: Annotated[Kind, Field(description="sig, wg, committee, chapter or team.", examples=["sig"])]
    slug: Annotated[
        str,
        Field(
            description="Short name in links, lower case.",
            examples=["compiler"],
            pattern=r"^[a-z0-9][a-z0-9._-]*$",
        ),
    ]
    name: Annotated[
        Text,
        Field(
            description="Its name, in one or both languages.",
            examples=["Compiler", {"en": "Compiler", "zh": "编译器"}],
        ),
    ]
    mission: Annotated[Text, Field(description="What it is responsible for.")] = Text()
    status: Annotated[
        str,
        Field(
            description="active, proposed, dormant or archived.",
            pattern=r"^(active|proposed|dormant|archived)$",
        ),
    ] = "active"
    created: Annotated[date | None, Field(description="When it was founded.")] = None
    parent: Annotated[str, Field(description="The slug of the group above it.")] = ""
    stakeholders: Annotated[
        tuple[str, ...], Field(description="Slugs of the groups that take part in it.", examples=[["compiler"]])
    ] = ()
    aliases: Annotated[tuple[str, ...], Field(description="Other names it is known by.")] = ()
    roles: Annotated[tuple[Term, ...], Field(description="Who serves in which role, and when.")] = ()
    repositories: Annotated[tuple[GroupRepository, ...], Field(description="What it looks after.")] = ()
    channels: Annotated[tuple[Channel, ...], Field(description="Where it talks.")] = ()
    links: Annotated[tuple[Link, ...], Field(description="Further links.")] = ()
    meetings: Annotated[tuple[Series, ...], Field(description="Its meeting series.")] = ()
    targets: Annotated[tuple[YearTarget, ...], Field(description="Its yearly targets.")] = ()
    ladder: Annotated[tuple[Rung, ...], Field(description="Its roles, lowest first, with their conditions.")] = ()
    subprojects: Annotated[tuple[Subproject, ...], Field(description="Its named parts.")] = ()
    documents: Annotated[
        tuple[str, ...],
        Field(
            description="Markdown files below the charter that describe it.",
            examples=[["groups/compiler.md"]],
        ),
    ] = ()
    joining: Annotated[
        str,
        Field(
            description="How somebody becomes a member: open, application or closed. Unsaid: by application; a committee is closed.",
            pattern=r"^(open|application|closed)?$",
        ),
    ] = ""
    chapter: Annotated[
        Chapter | None, Field(description="Of a chapter: its sort and place, how to reach it, its learning path.")
    ] = None
    disputes: Annotated[tuple[Dispute, ...], Field(description="Where its sources disagree.")] = ()
    sources: Annotated[tuple[str, ...], Field(description="Which files say that it exists.")] = ()
    place: Place = field(default=Place(""), compare=False)

    def roster(self, day: date) -> tuple[Term, ...]:
        """Return the terms that hold on ``day``."""
        return tuple(term for term in self.roles if term.holds_on(day))
