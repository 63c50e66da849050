"""Several rosters of one group side by side: do they agree, is one shorter, do they contradict, can one tell at all?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, Seat
from folkmoot.charter.dialects.mindspore.rosters.roles import LEAD
from folkmoot.model.finding import Finding, place_of
from folkmoot.model.text import Text, has_han


class Outcome(Enum):
    """What comparing rosters shows."""

    AGREE = 1
    PARTIAL = 2  # all can be right; one names only some of the people
    UNKNOWN = 3  # names in two scripts without accounts
    DISAGREE = 4


@dataclass(frozen=True, slots=True)
class Roll:
    """One file's answer to "who serves in this role?"."""

    source: str
    people: frozenset[str]
    places: tuple[str, ...]
    scripts: dict[str, frozenset[str]]  # how each person is written here: "han", "latin"


@dataclass(frozen=True, slots=True)
class Judged:
    """All rolls for one role, and what comparing them shows."""

    role: str
    rolls: tuple[Roll, ...]
    outcome: Outcome


def judged(seated: Sequence[tuple[Seat, str]]) -> tuple[Judged, ...]:
    """Return for each role what each file says, and whether the files agree."""
    said: dict[str, dict[str, list[tuple[Seat, str]]]] = {}
    for seat, person in seated:
        if seat.roster != PROPOSAL and not (
            seat.role == LEAD and seat.repos
        ):  # who leads one repository leads no group
            said.setdefault(seat.role, {}).setdefault(seat.place.path, []).append((seat, person))
    scripts = _scripts(seated)
    found = []
    for role, files in said.items():
        rolls = tuple(_roll(path, entries, scripts) for path, entries in files.items())
        pairs = [compare(one, other) for one, other in combinations(rolls, 2)]
        found.append(Judged(role, rolls, max(pairs, key=lambda each: each.value, default=Outcome.AGREE)))
    return tuple(found)


def _scripts(seated: Sequence[tuple[Seat, str]]) -> dict[str, frozenset[str]]:
    """In which scripts a person's names and accounts are known at all."""
    found: dict[str, set[str]] = {}
    for seat, person in seated:
        known = found.setdefault(person, set())
        known.update({"latin"} if seat.account else ())
        known.update({"han" if has_han(seat.name) else "latin"} if seat.name else ())
    return {person: frozenset(known) for person, known in found.items()}


def _roll(path: str, entries: Sequence[tuple[Seat, str]], scripts: dict[str, frozenset[str]]) -> Roll:
    people = frozenset(person for _, person in entries)
    places = tuple(dict.fromkeys(str(seat.place) for seat, _ in entries))
    return Roll(path, people, places, {person: scripts[person] for person in people})


def compare(one: Roll, other: Roll) -> Outcome:
    """Return whether two rolls agree.

    Edges: people whom only one side names contradict each other only where they are known in one script:
    a name in Chinese characters may be the translation of one in Latin letters.
    """
    first, second = one.people - other.people, other.people - one.people
    if not first and not second:
        return Outcome.AGREE
    if not first or not second:
        return Outcome.PARTIAL
    comparable = any(one.scripts[here] & other.scripts[there] for here in first for there in second)
    return Outcome.DISAGREE if comparable else Outcome.UNKNOWN


def shown(rosters: Sequence[Judged], slug: str) -> Iterator[Finding]:
    """Yield a finding where the rosters of those who lead are incomplete or cannot be compared.

    Where they contradict each other, the group's dispute says so.
    """
    for each in rosters:
        if each.role != LEAD or each.outcome not in (Outcome.PARTIAL, Outcome.UNKNOWN):
            continue
        lists = [(roll.source, sorted(roll.people)) for roll in each.rolls]
        english = "; ".join(f"{source}: {', '.join(people)}" for source, people in lists)
        chinese = "；".join(f"{source}：{'、'.join(people)}" for source, people in lists)
        if each.outcome is Outcome.PARTIAL:
            check = noticed.ROSTER_PARTIAL
            says = Text(
                f"Some rosters name only some of those who lead ({english}).",
                f"部分名单只列出部分负责人（{chinese}）。",
            )
        else:
            check = noticed.INCOMPARABLE
            says = Text(f"The leads are named in two scripts without accounts, so whether the rosters agree cannot be told ({english}).",
                        f"负责人以两种文字书写且没有账号，无法判断各名单是否一致（{chinese}）。")  # fmt: skip
        yield check.at(place_of(each.rolls[0].places[0]), says, subject=slug)
