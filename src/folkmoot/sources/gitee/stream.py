"""What the streams of one repository have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from folkmoot.model.facts import Facts, Step
from folkmoot.sources.gitee.client import Gitee, repository
from folkmoot.sources.gitee.dialect import PAGE
from folkmoot.sources.gitee.read import Seen, together
from folkmoot.sources.gitee.walk import Listing, Part
from folkmoot.sources.http.told import Told


@dataclass(frozen=True)
class OfRepository:
    """A stream of one repository. ``path``: its owner and name, as they were configured."""

    gitee: Gitee
    path: str

    @property
    def source(self) -> str:
        """The forge tells."""
        return self.gitee.dialect.forge

    @cached_property
    def repo(self) -> str:
        """The repository's name in the lake, which stays when the repository is renamed."""
        return f"{self.source}:{self.path.lower()}"

    @property
    def remark(self) -> str:
        """Which tokens were refused."""
        return self.gitee.web.remark

    def seen(self, now: datetime) -> Seen:
        """Return that this repository told something, now."""
        return Seen(self.gitee.dialect, self.repo, now)

    def listing(self, below: str, part: int = PAGE, **params: object) -> Listing:
        """Return the list at a path below the repository's."""
        return Listing(self.gitee, f"{repository(self.path)}/{below}", f"{self.repo} {below}", params, part)


def stepped(
    parts: Iterator[Part], facts_of: Callable[[Told], Facts], now: datetime, note_of: Callable[[], str] = lambda: ""
) -> Iterator[Step]:
    """Yield a step for each part; the last one says how far the reading goes. ``note_of``: what else is missing."""
    for part in parts:
        if part.end:
            missing = note_of()
            note = "; ".join(filter(None, (part.note, missing)))
            yield Step(Facts(), part.state, None, now, part.complete and not missing, note)
        else:
            yield Step(_facts(part.items, facts_of), part.state)


def _facts(items: Iterable[Told], facts_of: Callable[[Told], Facts]) -> Facts:
    return together(facts_of(item) for item in items)
