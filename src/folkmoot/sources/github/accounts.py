"""When accounts were made: of those only that somebody wants to know of, each asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.model.facts import ACCOUNT_MADE, Step, Unaged
from folkmoot.sources.github.client import GitHub
from folkmoot.sources.github.read import FORGE, SOURCE
from folkmoot.sources.http.aging import Aging

AT_ONCE, MOST, MOST_SINGLY, MOST_UNKNOWN = 50, 5_000, 500, 30
"""Accounts in one question; and in one reading: by GraphQL, one by one with a token, and without any."""


@dataclass(frozen=True)
class Accounts:
    """When accounts of GitHub were made. ``wanted``: of which it is not known yet, as of a moment, the most urgent first."""

    github: GitHub
    wanted: Callable[[datetime], Sequence[Unaged]]
    source: str = SOURCE
    name: str = "accounts"
    repo: str = f"{FORGE}:accounts"
    kinds: tuple[str, ...] = (f"measured.{ACCOUNT_MADE}",)

    @property
    def remark(self) -> str:
        """Which tokens were refused."""
        return self.github.web.remark

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Ask for those that are wanted, and not for those that GitHub did not show before."""
        singly = MOST_SINGLY if self.github.web.known else MOST_UNKNOWN
        most = MOST if self.github.by_graphql else singly
        aging = Aging(self.source, most, AT_ONCE)
        yield from aging.steps(
            self.wanted(now), state, now, lambda some: self.github.users([one.login for one in some])
        )
