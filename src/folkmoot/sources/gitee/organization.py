"""An organisation: its members, and its repositories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.gitee import read
from folkmoot.sources.gitee.client import Gitee
from folkmoot.sources.http.told import Told


@dataclass
class OfOrganisation:
    """A stream of an organisation, which is known by its path."""

    gitee: Gitee
    org: str
    name: str = ""
    kinds: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The forge tells."""
        return self.gitee.dialect.forge

    @property
    def repo(self) -> str:
        """The organisation."""
        return f"{self.source}:{self.org.lower()}"

    def whole(self, below: str) -> list[Told] | None:
        """Return a list of the organisation; None when it is not shown."""
        return self.gitee.whole(f"orgs/{quote(self.org, safe='')}/{below}", f"{self.repo} {below}")

    def counted(self, found: list[Told] | None, state: Mapping[str, object], now: datetime) -> Step:
        """Return the step that tells how many there are."""
        if found is None:
            note = f"{self.gitee.dialect.name} shows no such organisation"
            return Step(Facts(), state, None, now, complete=False, note=note)
        seen = read.Seen(self.gitee.dialect, self.repo, now)
        met = read.members(found, seen) if self.name == "members" else Facts()
        return Step(read.count(self.name, len(found), seen) + met, state, None, now, complete=True)


@dataclass
class Members(OfOrganisation):
    """How many members an organisation has, and who they are. Edges: a stranger is shown only those who want it."""

    name: str = "members"
    kinds: tuple[str, ...] = ("measured.members",)

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the members."""
        yield self.counted(self.whole("members"), state, now)


@dataclass
class Repositories(OfOrganisation):
    """Which repositories an organisation has, for their own streams; and how many."""

    name: str = "repositories"
    kinds: tuple[str, ...] = ("measured.repositories",)
    _found: list[Told] | None = field(default=None, repr=False)

    def names(self) -> list[str]:
        """Return the repositories as owner/name; none where they cannot be read, which its own reading then tells."""
        try:
            return [read.path_of(one.text("full_name")) for one in self._read() or ()]
        except SourceUnreadable:
            return []

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Count the repositories."""
        yield self.counted(self._read(), state, now)

    def _read(self) -> list[Told] | None:
        if self._found is None:
            self._found = self.whole("repos")
        return self._found
