"""The tokens of one service: which to use next, and until when each has to rest. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

ANONYMOUS = ""


@dataclass(slots=True)
class _Allowance:
    left: float = inf  # nobody told yet
    rests_until: float = 0.0


class Tokens:
    """A pool of tokens, each with its own allowance in every group of calls (GitHub counts GraphQL apart).

    Edges: without a token, or when all were refused, it is the anonymous one's turn.
    """

    def __init__(self, tokens: Iterable[str]) -> None:
        self.all = tuple(dict.fromkeys(token for token in tokens if token))
        self.bad: list[str] = []
        self._allowances: dict[tuple[str, str], _Allowance] = {}

    @property
    def good(self) -> tuple[str, ...]:
        """The tokens that were not refused."""
        return tuple(token for token in self.all if token not in self.bad)

    def next(self, group: str, now: float) -> tuple[str, float]:
        """Return the token that may be used first, of several the one with most left; and from which moment on."""

        def order(token: str) -> tuple[float, float]:
            mine = self._of(token, group)
            return max(mine.rests_until, now), -mine.left

        token = min(self.good or (ANONYMOUS,), key=order)
        return token, self._of(token, group).rests_until

    def told(self, token: str, group: str, left: float) -> None:
        """Keep how many calls the service says are left."""
        self._of(token, group).left = left

    def rest(self, token: str, group: str, until: float) -> None:
        """Let a token rest until a moment."""
        self._of(token, group).rests_until = until

    def rested(self, token: str, group: str) -> None:
        """Say that its rest is over."""
        self._allowances[token, group] = _Allowance()

    def refuse(self, token: str) -> None:
        """Use a token no more: the service does not know it."""
        self.bad.append(token)

    def _of(self, token: str, group: str) -> _Allowance:
        return self._allowances.setdefault((token, group), _Allowance())


def ending(token: str) -> str:
    """Return the last characters of a token, by which its owner can tell it; too few to use it."""
    return f"…{token[-4:]}" if len(token) > 12 else "…"  # of a short one even four are too many
