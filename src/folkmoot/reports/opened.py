"""Something that was opened in a group and is acted on: a selection round, a review of inactivity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group
from folkmoot.model.rounds import RoundAct
from folkmoot.reports.homes import Homes


@dataclass(frozen=True)
class Opened:
    """What was opened in the group ``slug``, with what was done about it up to a moment."""

    homes: Homes
    slug: str
    acts: tuple[RoundAct, ...]
    now: datetime

    @property
    def last(self) -> int:
        """The ordinal of the last act; 0 for none."""
        return self.acts[-1].ordinal if self.acts else 0

    @cached_property
    def group(self) -> Group:
        """The group as the charter declares it now. Errors: BadInput when it declares none of that name any more."""
        known = self.homes.charter.group_by_slug.get(self.slug)
        if known is None:
            raise BadInput(f"there is no group '{self.slug}' in the charter any more.")
        return known

    def same(self, person: str) -> str:
        """Return who somebody of the charter turned out to be."""
        return self.homes.identity.person_of.get(person, person)

    def ids_of(self, person: str) -> tuple[str, ...]:
        """Return every declared id of a person."""
        return tuple(one.id for one in self.homes.charter.people if self.same(one.id) == self.same(person))

    def is_me(self, people: tuple[str, ...], person: str) -> bool:
        """Return whether an account that is ``people`` is somebody."""
        return self.same(person) in {self.same(one) for one in people}


def outcomes_of(acts: Iterable[RoundAct]) -> dict[int, str]:
    """Return how the motions ended to which something was put; those that have not ended are left out."""
    from folkmoot.ledger import motions

    numbers = [int(number) for act in acts if act.verb == "put" for number in act.content["motions"]]
    return {number: outcome.word for number in numbers if (outcome := motions.outcome(number))}
