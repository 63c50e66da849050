"""What time alone makes due: votes that end, elections that open or are over, rounds, reviews, attendance, reminders."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from folkmoot.model.actor import Actor
from folkmoot.model.errors import MootError
from folkmoot.wiring.house import House

Duty = Callable[[House, datetime, Actor], Iterator[str]]


def fulfil(
    house: House, now: datetime, actor: Actor, *, publishing: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Do all that is due at ``now``, one after the other in one process; return what was done, and what went wrong.

    ``publishing``: only what puts into the lake what people recorded, meetings apart.

    Edges: what is run again does nothing twice; a duty that fails is told of, and the others are done.
    """
    done: list[str] = []
    failed: list[str] = []
    for duty in PUBLISHING if publishing else DUTIES:
        try:
            done += duty(house, now, actor)
        except MootError as error:
            failed.append(str(error))
    return tuple(done), tuple(failed)


def _motions(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.moving import close_due
    from folkmoot.jobs.one_vote import join_due
    from folkmoot.ledger.motions import unfinished

    if unfinished():
        for number, who in join_due(house.homes(), now):
            yield f"motion {number}: who is {who} was corrected"
    for number, outcome in close_due(now):
        yield f"motion {number}: {outcome.word}"


def _elections(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.electing import due

    if house.charter.elections:
        for name, what in due(house.homes(), now):
            yield f"election {name}: {what}"


def _rounds(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.rounds import advance_due

    for number, said in advance_due(house.homes(), now):
        yield f"round {number}: {said}"


def _reviews(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.reviews import advance_due

    for number, said in advance_due(house.homes(newest=True), now):
        yield f"review {number}: {said}"


def _contests(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.contests import start_due

    if house.charter.contests:
        for name in start_due(house.homes(), now):
            yield f"contest {name}: its rules are frozen"


def _certificates(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.wiring.certifying import due

    yield from due(house, now)


def _attendance(house: House, now: datetime, actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.publish import publish

    made = publish(house.homes(newest=True), now, actor)
    if made.meetings:
        yield f"attendance: {made.meetings} meetings, {made.added} events"


def _content(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.content_events import publish_events

    made = publish_events(house.homes(newest=True), now)
    if made.added:
        yield f"content: {made.added} published pieces counted"


def _camps(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.camp_publishing import publish
    from folkmoot.jobs.camps import settle, start_due

    if house.charter.camps:
        for name in start_due(house.homes(), now):
            yield f"camp {name}: its rule is frozen"
        for name, _person in settle(house.homes(), now):
            yield f"camp {name}: completed"
        made = publish(house.homes(newest=True), now)
        if made.added:
            yield f"camps: {made.added} completions counted"


def _gatherings(house: House, now: datetime, actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.gathering_counting import settle

    made = settle(house.homes(newest=True), now, actor)
    if made.settled:
        yield f"events of chapters: {made.settled} settled, {made.added} lake events"


def _tasks(house: House, now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.jobs.task_events import publish_tasks

    if house.charter.tasks:
        made = publish_tasks(house.homes(newest=True), now)
        if made.added:
            yield f"tasks: {made.added} claims and deliveries counted"


def _reminders(house: House, _now: datetime, _actor: Actor) -> Iterator[str]:
    from folkmoot.wiring.reminding import send_reminders, wants_reminders

    if wants_reminders(house):
        told = send_reminders(house)
        if told.sent:
            yield f"reminders: {told.sent} sent"
        for error in told.failed:
            yield f"reminder in vain: {error}"


PUBLISHING: tuple[Duty, ...] = (_tasks, _gatherings, _camps, _content)
DUTIES: tuple[Duty, ...] = (
    _motions,
    _elections,
    _rounds,
    _reviews,
    _contests,
    _certificates,
    _attendance,
    *PUBLISHING,
    _reminders,
)
"""In the order in which one may lead to the next."""
