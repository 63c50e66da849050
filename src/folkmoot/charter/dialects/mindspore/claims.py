"""What single sources claim about one group, before anything is reconciled; every claim carries its place."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from folkmoot.model.finding import Finding, Place
from folkmoot.model.groups import Channel, Rung, Series, Subproject, YearTarget
from folkmoot.model.link import Link

SIG_INFO, MEMBERS, OWNERS, TABLE, LIST, README, COMMITTEE, PROPOSAL = (
    "sig-info.yaml", "sig_members.yaml", "OWNERS", "table", "list", "README", "committee", "proposal",
)  # fmt: skip
"""The kinds of roster."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One source says that somebody serves in a role; without ``repos`` for the whole group."""

    roster: str
    role: str
    place: Place
    name: str = ""
    account: str = ""  # forge:login, lower case
    organization: str = ""
    mail: str = ""  # mail:<sha256>
    domain: str = ""  # of the mail address
    repos: tuple[str, ...] = ()
    since: date | None = None
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that one source gives for a group's name or mission."""

    words: str
    roster: str
    place: Place


@dataclass(frozen=True, slots=True)
class Holding:
    """One source says that a group looks after a repository, or a folder of it."""

    repo: str
    place: Place
    path: str = ""
    roster: str = SIG_INFO


@dataclass(frozen=True, slots=True)
class Claims:
    """All that one source, or several added up, say about one group."""

    names: tuple[Said, ...] = ()
    missions: tuple[Said, ...] = ()
    created: tuple[date, ...] = ()
    statuses: tuple[str, ...] = ()
    ended: tuple[date, ...] = ()
    seats: tuple[Seat, ...] = ()
    holdings: tuple[Holding, ...] = ()
    channels: tuple[Channel, ...] = ()
    links: tuple[Link, ...] = ()
    meetings: tuple[Series, ...] = ()
    targets: tuple[YearTarget, ...] = ()
    ladder: tuple[Rung, ...] = ()
    subprojects: tuple[Subproject, ...] = ()
    documents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: Claims) -> Claims:
        return together([self, other])

    def with_(self, **changes: object) -> Claims:
        """Return the same claims with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # dataclasses.replace checks the names


def together(claims: list[Claims]) -> Claims:
    """Return all claims as one."""
    lists: dict[str, list[object]] = {part.name: [] for part in fields(Claims)}
    for claim in claims:
        for name, found in lists.items():
            found.extend(getattr(claim, name))
    return Claims(**{name: tuple(found) for name, found in lists.items()})  # type: ignore[arg-type]  # same fields


@dataclass(frozen=True, slots=True)
class Folder:
    """A group as a folder of the repository."""

    path: str  # below the root: sigs/data
    slug: str
    kind: str  # sig or wg

    @property
    def name(self) -> str:
        """The folder's own name."""
        return self.path.rpartition("/")[2]
