"""An organisation: its members, and its repositories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.facts import Facts, Step
from folkmoot.sources.github import read
from folkmoot.sources.github.client import GitHub
from folkmoot.sources.http.told import Told

_NO_SUCH = "GitHub shows no such organisation"


@dataclass
class Members:
    """How many members an organisation has, and who they are.

    Edges: only who shows it publicly is listed, unless the token belongs to a member.
    """

    github: GitHub
    org: str
    source: str = read.SOURCE
    name: str = "members"
    kinds: tuple[str, ...] = ("measured.members",)

    @property
    def repo(self) -> str:
        """The organisation."""
        return f"{read.FORGE}:{self.org.lower()}"

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Read the members."""
        found = self.github.everything(f"orgs/{self.org}/members", self.repo)
        if found is None:
            yield Step(Facts(), state, None, now, complete=False, note=_NO_SUCH)
            return
        yield Step(
            read.members(found) + read.count("members", self.repo, len(found), now), {}, None, now, complete=True
        )


@dataclass
class Repositories:
    """Which repositories an organisation has, for their own streams; and how many."""

    github: GitHub
    org: str
    source: str = read.SOURCE
    name: str = "repositories"
    kinds: tuple[str, ...] = ("measured.repositories",)
    _found: list[Told] | None = field(default=None, repr=False)

    @property
    def repo(self) -> str:
        """The organisation."""
        return f"{read.FORGE}:{self.org.lower()}"

    def names(self) -> list[str]:
        """Return the repositories as owner/name; none where they cannot be read, which its own reading then tells."""
        try:
            return [one.text("full_name") for one in self._read() or ()]
        except SourceUnreadable:
            return []

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Count the repositories."""
        found = self._read()
        if found is None:
            yield Step(Facts(), state, None, now, complete=False, note=_NO_SUCH)
            return
        yield Step(read.count("repositories", self.repo, len(found), now), {}, None, now, complete=True)

    def _read(self) -> list[Told] | None:
        if self._found is None:
            self._found = self.github.everything(f"orgs/{self.org}/repos", self.repo)
        return self._found
