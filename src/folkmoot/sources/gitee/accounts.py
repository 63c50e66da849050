"""When accounts were made: of those only that somebody wants to know of, each asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from folkmoot.model.facts import ACCOUNT_MADE, Step, Unaged
from folkmoot.sources.gitee.client import Gitee
from folkmoot.sources.http.aging import Aging
from folkmoot.sources.http.told import Told

AT_ONCE, MOST, MOST_UNKNOWN = 10, 500, 30
"""Accounts in one step; and in one reading: with a token, and without any. Each is a request."""


@dataclass(frozen=True)
class Accounts:
    """When accounts of a forge were made. ``wanted``: of which it is not known yet, as of a moment, the most urgent first."""

    gitee: Gitee
    wanted: Callable[[datetime], Sequence[Unaged]]
    name: str = "accounts"
    kinds: tuple[str, ...] = (f"measured.{ACCOUNT_MADE}",)

    @property
    def source(self) -> str:
        """The forge tells."""
        return self.gitee.dialect.forge

    @property
    def repo(self) -> str:
        """Accounts are no repository's."""
        return f"{self.source}:accounts"

    @property
    def remark(self) -> str:
        """Which tokens were refused."""
        return self.gitee.web.remark

    def steps(self, state: Mapping[str, object], now: datetime) -> Iterator[Step]:
        """Ask for those that are wanted, and not for those that the forge did not show before."""
        aging = Aging(self.source, MOST if self.gitee.web.known else MOST_UNKNOWN, AT_ONCE)
        yield from aging.steps(self.wanted(now), state, now, self._users)

    def _users(self, some: Sequence[Unaged]) -> dict[str, Told]:
        told = {
            one.login: self.gitee.one(f"users/{quote(one.login, safe='')}", f"the account {one.login}") for one in some
        }
        return {login: user for login, user in told.items() if user is not None}
