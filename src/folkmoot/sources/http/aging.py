"""Asking a forge when accounts were made: some at a time, no more than it bears, and nobody twice. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from folkmoot.model.facts import Facts, Step, Unaged, account_made
from folkmoot.sources.http.told import Told

REMEMBERED = 20_000
"""Accounts that a forge did not show, so that they are not asked for again."""


@dataclass(frozen=True, slots=True)
class Aging:
    """How a forge is asked. ``most``: accounts in one reading; ``at_once``: in one step."""

    source: str
    most: int
    at_once: int

    def steps(
        self,
        wanted: Sequence[Unaged],
        state: Mapping[str, object],
        now: datetime,
        users: Callable[[Sequence[Unaged]], Mapping[str, Told]],
    ) -> Iterator[Step]:
        """Yield what ``users`` tells of those wanted. State: ``gone``, those that were not shown, or were somebody else's.

        Edges: a login may have been given to somebody else since: where the number differs, nothing is known of whom we met.
        """
        gone = _texts(state.get("gone"))
        left = [one for one in wanted if one.account not in set(gone)]
        asked = left[: self.most]
        for start in range(0, len(asked), self.at_once):
            some = asked[start : start + self.at_once]
            told = users(some)
            facts = Facts(measurements=tuple(
                account_made(one.account, told[one.login].moment("created_at"), source=self.source, seen_at=now)
                for one in some if _same(one, told.get(one.login))
            ))  # fmt: skip
            gone = [*gone, *(one.account for one in some if not _same(one, told.get(one.login)))][-REMEMBERED:]
            yield Step(facts, {"gone": gone}, of=len(asked))
        waiting = len(left) - len(asked)
        note = f"{waiting} more accounts are asked for at the next reading" if waiting else ""
        yield Step(Facts(), {"gone": gone} if gone else {}, None, now, not waiting, note)


def _same(one: Unaged, told: Told | None) -> bool:
    return told is not None and told.has("created_at") and one.number in ("", told.name("id", ""))


def _texts(said: object) -> list[str]:
    return [str(one) for one in said] if isinstance(said, list) else []
