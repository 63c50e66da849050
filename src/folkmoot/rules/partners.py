"""Partners as they stand: the funnel by stage, what is due next, and what is told only of enough people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.model.partner import STAGES, PartnerPlan

FEWEST = 5  # people of an organisation from whom on what they do together is told
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Due:
    """A next step, and how many days are left; None: nobody said until when."""

    partner: PartnerPlan
    days: int | None

    @property
    def overdue(self) -> bool:
        """Whether its day is past."""
        return self.days is not None and self.days < 0


def due(partners: Iterable[PartnerPlan], today: date) -> tuple[Due, ...]:
    """Return the next steps of all partners that are not over, the most urgent first; those without a day come last."""
    found = [
        Due(one, (one.next.due - today).days if one.next.due else None)
        for one in partners
        if one.next is not None and one.stage != "ended"
    ]
    return tuple(sorted(found, key=lambda one: (one.days is None, one.days or 0, one.partner.id)))


def soon(partners: Iterable[PartnerPlan], today: date) -> tuple[Due, ...]:
    """Return the next steps whose day is past or comes within two weeks."""
    return tuple(one for one in due(partners, today) if one.days is not None and one.days <= SOON.days)


def expiring(one: PartnerPlan, today: date, within: timedelta = timedelta(days=90)) -> bool:
    """Return whether an agreement ends soon, or has ended while the partner still counts as one."""
    held = one.agreement
    return one.public and held is not None and held.until is not None and held.until <= today + within


def funnel(partners: Iterable[PartnerPlan]) -> dict[str, int]:
    """Return how many partners are in each stage, in the order of the stages; one without any is zero."""
    found = Counter[str](one.stage for one in partners)
    return {stage: found[stage] for stage in STAGES}


def told(count: int | None, people: int | None) -> int | None:
    """Return a count of what people did, where they are so many that it does not tell of one of them; else None."""
    return count if people is not None and people >= FEWEST else None
