"""People, their accounts and their affiliations; how one account is spelled."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from folkmoot.model.finding import Place

STRICT = ConfigDict(extra="forbid", allow_inf_nan=False)

PLACEHOLDERS = frozenset(
    {"", "na", "n/a", "nan", "null", "none", "nil", "tbd", "tbc", "to_be_clarified", "to be clarified", "unknown",
     "xxx", "xx", "-", "--", "?", "无", "待定", "暂无"}
)  # fmt: skip

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
"""How a mail address is spelled."""
_HASH = re.compile(r"[0-9a-f]{64}")


def is_placeholder(words: object) -> bool:
    """Return whether ``words`` stand for "nobody said": ``NA``, ``TO_BE_CLARIFIED``, null… They never join people."""
    return words is None or str(words).strip().strip("@").lower() in PLACEHOLDERS


def mail_account(address: str) -> str:
    """Return ``mail:<sha256 of the address>``; the address is trimmed and lowered first and kept nowhere."""
    return "mail:" + hashlib.sha256(address.strip().lower().encode("utf-8", "replace")).hexdigest()


def account_of(said: str) -> str:
    """Return the one spelling of an account: ``forge:login`` in lower case; a mail address becomes its hash.

    Edges: ``mail:<64 hex>`` is already hashed and stays; a text with neither colon nor ``@`` raises ValueError.
    """
    forge, colon, login = said.strip().partition(":")
    if not colon and "@" in said.strip("@"):
        return mail_account(said)
    forge, login = forge.strip().lower(), login.strip().lstrip("@").lower()
    if not colon or not forge or is_placeholder(login):
        raise ValueError(f"'{said}' is no account: write forge:login, such as gitee:ann or mail:ann@example.org")
    if forge == "mail" and not _HASH.fullmatch(login):
        return mail_account(login)
    return f"{forge}:{login}"


@dataclass(frozen=True, slots=True)
class Affiliation:
    """A person belongs to an organisation for a time; an open end is unknown or still running."""

    __pydantic_config__ = STRICT

    organization: Annotated[str, Field(description="The organisation's name.", examples=["Example University"])]
    since: Annotated[date | None, Field(description="First day; absent: since ever.", examples=["2024-03-01"])] = None
    until: Annotated[date | None, Field(description="Last day; absent: until now.", examples=["2025-02-28"])] = None
    sources: Annotated[tuple[str, ...], Field(description="Which file and line says so.")] = ()
    place: Place = field(default=Place(""), compare=False)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the community, with all the accounts that are theirs."""

    __pydantic_config__ = STRICT

    id: Annotated[
        str,
        Field(
            description="A short stable name used in roles and links.",
            examples=["ann"],
            pattern=r"^[^\s/][^\s]*$",
        ),
    ]
    name: Annotated[str, Field(description="The name people know them by.", examples=["Ann Author"])] = ""
    accounts: Annotated[
        tuple[str, ...],
        Field(
            description="Their accounts as `forge:login`. A `mail:` address is read as its SHA-256 and shown nowhere.",
            examples=[["gitee:ann", "github:ann-a", "mail:ann@example.org"]],
        ),
    ] = ()
    affiliations: Annotated[tuple[Affiliation, ...], Field(description="Where they belonged, and when.")] = ()
    aliases: Annotated[tuple[str, ...], Field(description="Other spellings of the name.", examples=[["安"]])] = ()
    bot: Annotated[bool, Field(description="Whether this is a robot.")] = False
    sources: Annotated[tuple[str, ...], Field(description="Which files and lines say so.")] = ()
    place: Place = field(default=Place(""), compare=False)
