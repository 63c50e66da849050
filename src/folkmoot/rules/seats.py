"""From places to seats: ties by a declared rule, never by the order of names; a limit for each organisation."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from folkmoot.model.tally import Counting, PassedOver, Seated, Tied
from folkmoot.model.text import Text

FULL = Text(
    "{organization} has {limit} of the seats already, which is the limit.", "{organization}已占 {limit} 席，达到上限。"
)
STAYS = {
    "stays": Text("The ballots do not decide between them.", "选票无法分出先后。"),
    "runoff": Text(
        "The ballots do not decide between them: there is to be a runoff.", "选票无法分出先后，须进行决选。"
    ),
    "lot": Text("Lots are to be drawn, but there is no seed yet.", "须抽签决定，但尚无种子。"),
}


def by_lot(candidates: Iterable[str], seed: str) -> tuple[str, ...]:
    """Return candidates in the order of their lots: of SHA-256 over the seed, a line break and the name.

    Edges: the same seed draws the same lots for everybody, in whatever order the candidates are given.
    """
    return tuple(sorted(candidates, key=lambda name: hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()))


def seat(places: Sequence[tuple[str, ...]], counting: Counting) -> Seated:
    """Give the seats, place by place. A candidate whose organisation has its limit is passed over, and it is said why.

    Edges: candidates of one place all get seats where there are enough. Where there are not, the rule for ties decides; without
    lots the seats that they tie for stay open, and nobody of a later place gets one of these.
    """
    giving = _Giving(counting)
    for place in places:
        if giving.left <= 0:
            break
        if len(place) > 1 and counting.tie == "lot" and counting.seed:
            giving.drawn(place)
        else:
            giving.together(place)
    return Seated(tuple(giving.elected), tuple(giving.tied), tuple(giving.over), tuple(giving.lots))


@dataclass
class _Giving:
    """Seats as they are given."""

    counting: Counting
    elected: list[str] = field(default_factory=list)
    tied: list[Tied] = field(default_factory=list)
    over: list[PassedOver] = field(default_factory=list)
    lots: list[tuple[str, ...]] = field(default_factory=list)
    left: int = 0
    taken: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.left = self.counting.seats
        self.taken.update(self.counting.held)

    def room(self, name: str) -> int:
        """How many more seats may the candidate's organisation have? All that are left where nothing limits it."""
        organization, limit = self.counting.organizations.get(name, ""), self.counting.per_organization
        if limit is None or not organization:
            return self.left
        return max(0, limit - self.taken[organization])

    def pass_over(self, name: str) -> None:
        organization = self.counting.organizations.get(name, "")
        why = FULL.filled(organization=organization, limit=self.counting.per_organization)
        self.over.append(PassedOver(name, organization, why))

    def take(self, organization: str, seats: int = 1) -> None:
        self.left -= seats
        if organization:
            self.taken[organization] += seats

    def one(self, name: str) -> None:
        """Give one candidate a seat, unless the limit passes them over."""
        if not self.room(name):
            self.pass_over(name)
        elif self.left > 0:
            self.elected.append(name)
            self.take(self.counting.organizations.get(name, ""))

    def drawn(self, place: tuple[str, ...]) -> None:
        """Seat a place whose order decides nothing as it is; else in the order of lots."""
        if self.order_matters(place):
            place = by_lot(place, self.counting.seed)
            self.lots.append(place)
        for name in place:
            if self.left <= 0:
                break
            self.one(name)

    def order_matters(self, place: tuple[str, ...]) -> bool:
        mates = self.mates(place)
        may = sum(min(len(names), self.room(names[0])) for names in mates)
        return may > self.left or any(0 < self.room(names[0]) < len(names) for names in mates)

    def mates(self, place: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Return the candidates of a place by organisation; one without an organisation stands alone."""
        found: dict[tuple[str, str], list[str]] = {}
        for name in place:
            organization = self.counting.organizations.get(name, "")
            found.setdefault((organization, "" if organization else name), []).append(name)
        return [tuple(names) for names in found.values()]

    def together(self, place: tuple[str, ...]) -> None:
        """Seat what is sure whatever the order within the place; the rest is tied."""
        room = {name: self.room(name) for name in place}
        free = tuple(name for name in place if room[name])
        for name in place:
            if not room[name]:
                self.pass_over(name)
        mates, why = self.mates(free), STAYS[self.counting.tie]
        if sum(min(len(names), room[names[0]]) for names in mates) > self.left:
            self.tied.append(Tied(free, self.left, why))
            self.left = 0
            return
        sure = {name for names in mates if len(names) <= room[names[0]] for name in names}
        self.elected += [name for name in place if name in sure]
        for names in mates:
            seats = min(len(names), room[names[0]])
            if names[0] not in sure:
                self.tied.append(Tied(names, seats, why))
            self.take(self.counting.organizations.get(names[0], ""), seats)
