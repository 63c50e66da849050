"""The community as a whole: its name, forges, repositories and organisations; proposals and minutes on file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import Field

from folkmoot.model.finding import Place
from folkmoot.model.people import STRICT
from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class Forge:
    """A place where code is hosted."""

    __pydantic_config__ = STRICT

    key: Annotated[
        str,
        Field(
            description="Prefix of accounts and repositories.",
            examples=["gitee"],
            pattern=r"^[a-z][a-z0-9-]*$",
        ),
    ]
    url: Annotated[str, Field(description="Its address.", examples=["https://gitee.com"])]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of the community."""

    __pydantic_config__ = STRICT

    repo: Annotated[str, Field(description="`forge:owner/name`, lower case.", examples=["gitee:example/kit"])]
    description: Annotated[Text, Field(description="What it holds.")] = Text()
    mirrors: Annotated[
        tuple[str, ...],
        Field(description="The same history on other forges.", examples=[["github:example/kit"]]),
    ] = ()
    archived: Annotated[bool, Field(description="No longer worked on.")] = False
    sources: Annotated[tuple[str, ...], Field(description="Which files and lines say so.")] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """A company, university or institute, with the mail domains that prove belonging to it."""

    __pydantic_config__ = STRICT

    name: Annotated[str, Field(description="The spelling to show.", examples=["Example University"])]
    aliases: Annotated[tuple[str, ...], Field(description="Other spellings.", examples=[["EU", "示例大学"]])] = ()
    domains: Annotated[tuple[str, ...], Field(description="Mail domains.", examples=[["example.edu"]])] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that is switched off, for a reason."""

    __pydantic_config__ = STRICT

    check: Annotated[str, Field(description="The check's name.", examples=["lead-is-member"])]
    reason: Annotated[str, Field(description="Why it does not matter here.", min_length=3)]
    path: Annotated[
        str, Field(description="Only for files whose path matches this pattern.", examples=["groups/old-*"])
    ] = ""
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Community:
    """The whole that is run."""

    __pydantic_config__ = STRICT

    name: Annotated[Text, Field(description="Its name.", examples=["Example", {"en": "Example", "zh": "示例"}])]
    zone: Annotated[str, Field(description="IANA time zone in which its days begin.", examples=["Asia/Shanghai"])] = (
        "UTC"
    )
    languages: Annotated[
        tuple[str, ...], Field(description="Languages, the first one first.", examples=[["zh", "en"]])
    ] = ("en",)
    url: Annotated[str, Field(description="Its home page.")] = ""
    forges: Annotated[tuple[Forge, ...], Field(description="Where its code is hosted; the first is the default.")] = ()
    repositories: Annotated[tuple[Repository, ...], Field(description="Its repositories.")] = ()
    organizations: Annotated[tuple[Organization, ...], Field(description="Organisations and their mail domains.")] = ()
    bots: Annotated[tuple[str, ...], Field(description="Robots: accounts, or patterns such as `gitee:*-bot`.")] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal on file, such as a MEP or KEP."""

    __pydantic_config__ = STRICT

    id: Annotated[str, Field(description="Its short name.", examples=["mep-kit"])]
    title: Annotated[str, Field(description="Its title.")]
    status: Annotated[str, Field(description="provisional, implementable, implemented, rejected…")] = ""
    authors: Annotated[tuple[str, ...], Field(description="Ids of people.")] = ()
    group: Annotated[str, Field(description="The owning group's slug.")] = ""
    participants: Annotated[tuple[str, ...], Field(description="Slugs of groups that take part.")] = ()
    reviewers: Annotated[tuple[str, ...], Field(description="Ids of people.")] = ()
    approvers: Annotated[tuple[str, ...], Field(description="Ids of people.")] = ()
    created: Annotated[date | None, Field(description="Day of creation.")] = None
    updated: Annotated[date | None, Field(description="Day of the last change that matters.")] = None
    see_also: Annotated[tuple[str, ...], Field(description="Ids of proposals to read with it.")] = ()
    replaces: Annotated[tuple[str, ...], Field(description="Ids of proposals that it takes the place of.")] = ()
    superseded_by: Annotated[
        tuple[str, ...], Field(description="Ids of proposals that have taken its place.", examples=[["mep-kit-2"]])
    ] = ()
    stage: Annotated[str, Field(description="alpha, beta, stable…")] = ""
    milestone: Annotated[str, Field(description="Planned releases, as written.")] = ""
    documents: Annotated[tuple[str, ...], Field(description="Markdown files below the charter.")] = ()
    sources: Annotated[tuple[str, ...], Field(description="Which files and lines say so.")] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Notes of one meeting of a group."""

    __pydantic_config__ = STRICT

    group: Annotated[str, Field(description="The group's slug.")]
    day: Annotated[date | None, Field(description="When it met; absent: the note does not say.")] = None
    title: Annotated[str, Field(description="Title as written.")] = ""
    attendees: Annotated[tuple[str, ...], Field(description="Names or account names, as written.")] = ()
    absent: Annotated[tuple[str, ...], Field(description="Names, as written.")] = ()
    document: Annotated[str, Field(description="The Markdown file below the charter.")] = ""
    place: Place = field(default=Place(""), compare=False)
