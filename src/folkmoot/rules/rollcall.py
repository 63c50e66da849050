"""Who was there, and when: marks of a roll call become presence at a moment, time in the room, and a quorum as a number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from folkmoot.model.groups import LEADS, Group
from folkmoot.model.people import Person
from folkmoot.model.rollcall import Mark, Quorum, Seat, Span

LATE = timedelta(minutes=1)  # whoever is marked within a minute of the opening was there from the start


def latest(marks: Iterable[Mark]) -> dict[str, Mark]:
    """Return the mark that counts of each person or guest: the last one. ``marks`` stand oldest first."""
    return {one.key: one for one in marks}


def is_there(mark: Mark, moment: datetime) -> bool:
    """Return whether a mark says that somebody was there at a moment. The end of a span is not part of it."""
    return any(begun <= moment and (ended is None or moment < ended) for begun, ended in mark.spans)


def present_at(marks: Iterable[Mark], moment: datetime) -> frozenset[str]:
    """Return the declared people who were there at a moment; guests whom nobody declares are not among them."""
    return frozenset(one.person for one in latest(marks).values() if one.person and is_there(one, moment))


def represented_at(marks: Iterable[Mark], moment: datetime) -> dict[str, str]:
    """Return who was represented at a moment, each with who holds their proxy and was there.

    Edges: somebody who is there themself is not represented; a holder speaks for one person, the one marked first.
    """
    last = latest(marks)
    here = present_at(last.values(), moment)
    taken: dict[str, str] = {}
    for one in last.values():
        held = one.state == "proxy" and one.person and one.person not in here and one.holder in here
        if held and one.holder not in taken.values() and one.holder != one.person:
            taken[one.person] = one.holder
    return taken


def quorum(
    electors: Collection[str], marks: Iterable[Mark], moment: datetime, *, needed: int | None, proxies: bool = False
) -> Quorum:
    """How many of those who decide are there at a moment, and how many are missing?

    ``needed``: as the voting rule says, None where it asks for no number. A proxy counts only where the rule has ``proxies``.
    """
    said = tuple(marks)
    here = present_at(said, moment).intersection(electors)
    by_proxy = {one for one in represented_at(said, moment) if one in electors}
    return Quorum(len(set(electors)), len(here), len(by_proxy), proxies, needed)


def arrived(before: Mark | None, person: str, moment: datetime, *, guest: str = "", organization: str = "") -> Mark:
    """Return the mark of somebody who is there from a moment on; who is there already stays so, and who left comes back."""
    spans = before.spans if before else ()
    if before and is_there(before, moment):
        return replace(before, state="present", holder="")
    return Mark(person, "present", guest, organization, spans=(*ended(spans, moment), (moment, None)))


def left(before: Mark | None, moment: datetime) -> Mark:
    """Return the mark of somebody who goes at a moment; who was not there stays as they were marked."""
    if before is None:
        return Mark("", "unmarked")
    return replace(before, spans=ended(before.spans, moment))


def away(person: str, state: str, *, holder: str = "", guest: str = "", organization: str = "") -> Mark:
    """Return the mark of somebody who was not there: absent, excused, by proxy, or not called yet."""
    return Mark(person, state, guest, organization, holder if state == "proxy" else "")


def between(before: Mark | None, person: str, came: datetime | None, went: datetime | None, opened: datetime) -> Mark:
    """Return the mark of somebody who came late, left early, or both; None: from the start, to the end."""
    begun = came or opened
    span: Span = (begun, went if went is None or went > begun else begun)
    return Mark(person, "present", before.guest if before else "", before.organization if before else "", spans=(span,))


def ended(spans: Sequence[Span], moment: datetime) -> tuple[Span, ...]:
    """Return the spans with the one that runs ended at a moment; one that had not begun is gone."""
    done: list[Span] = []
    for begun, until in spans:
        if begun < moment:
            done.append((begun, moment if until is None or until > moment else until))
    return tuple(done)


def within(mark: Mark, opened: datetime, closed: datetime) -> tuple[Span, ...]:
    """Return when somebody was there between opening and closing; overlapping spans are one.

    Edges: a span that runs ends with the meeting; whoever was marked before the opening was there from the opening.
    """
    cut = sorted((max(begun, opened), min(until or closed, closed)) for begun, until in mark.spans)
    merged: list[tuple[datetime, datetime]] = []
    for begun, until in cut:
        if until < begun or (until == begun and begun != opened):
            continue
        if merged and begun <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((begun, until))
    return tuple(merged)


def minutes_of(mark: Mark, opened: datetime, closed: datetime) -> float:
    """Return for how many minutes somebody was there."""
    return sum((until - begun).total_seconds() for begun, until in within(mark, opened, closed) if until) / 60


def came_late(mark: Mark, opened: datetime) -> datetime | None:
    """Return when somebody came who was not there from the start; None: they were, or never came."""
    first = min((begun for begun, _until in mark.spans), default=None)
    return first if first and first > opened + LATE else None


def left_at(mark: Mark, closed: datetime | None) -> datetime | None:
    """Return when somebody left before the end; None: they did not."""
    last = max((until for _begun, until in mark.spans if until), default=None)
    runs = any(until is None for _begun, until in mark.spans)
    return None if last is None or runs or (closed is not None and last >= closed) else last


def seats(
    group: Group, day: date, people: Mapping[str, Person], organization: Callable[[str], str | None],
    electors: Collection[str] | None = None,
) -> tuple[Seat, ...]:  # fmt: skip
    """Return who serves in a group on a day, by first name, each with the highest role and the affiliation of that day.

    ``electors``: those who decide; None: everybody. Edges: emeritus roles have no seat. A role for one repository or part
    counts as serving but leads nothing.
    """
    roles: dict[str, list[str]] = {}
    for term in group.roster(day):
        if not term.role.startswith("emeritus"):
            whole = not term.repo and not term.subproject
            roles.setdefault(term.person, []).insert(0 if whole and term.role in LEADS else len(roles), term.role)
    found = [
        Seat(
            person, people[person].name if person in people and people[person].name else person, said[0],
            organization(person), electors is None or person in electors,
        )
        for person, said in roles.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda seat: (seat.name.casefold(), seat.person)))
