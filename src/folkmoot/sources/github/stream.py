"""What the streams of one repository of GitHub have in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from folkmoot.sources.github.client import GitHub
from folkmoot.sources.github.listing import Listing
from folkmoot.sources.github.read import FORGE, SOURCE, Seen


@dataclass(frozen=True)
class OfRepository:
    """A stream of one repository. ``path``: its owner and name, as they were configured."""

    github: GitHub
    path: str

    @property
    def source(self) -> str:
        """GitHub tells."""
        return SOURCE

    @cached_property
    def repo(self) -> str:
        """The repository's name in the lake, which stays when the repository is renamed."""
        return f"{FORGE}:{self.path.lower()}"

    @property
    def remark(self) -> str:
        """Which tokens were refused."""
        return self.github.web.remark

    def seen(self, now: datetime) -> Seen:
        """Return that this repository told something, now."""
        return Seen(self.repo, now)

    def listing(self, below: str, accept: str = "", **params: object) -> Listing:
        """Return the list at a path below the repository's."""
        given: Mapping[str, object] = params
        return Listing(self.github, f"repos/{self.path}/{below}", f"{self.repo} {below}", given, accept)
