"""What people do with tasks: claim, hand back, deliver, accept, send back, take an acceptance back. Each verb records one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from folkmoot.jobs import task_refusals as refusals
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadQuestion
from folkmoot.model.programme import Act
from folkmoot.model.subject import hosts_of, is_change, subject_of
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes
from folkmoot.reports.task_course import PROGRAMME, TaskBook, TaskNow
from folkmoot.reports.tasks import forges_of
from folkmoot.rules import tasks as rules

TRIES = 12  # times that a verb looks again when somebody was quicker
LETTERS = 2000  # of what is said


@dataclass(frozen=True)
class Seen:
    """A task as somebody meets it who is about to do something."""

    book: TaskBook
    one: TaskNow

    @property
    def log(self) -> tuple[Act, ...]:
        """What was recorded about its whole batch: claims of one batch follow one another."""
        return self.book.logs.get(self.one.batch.id, ())

    def is_me(self, own: Sequence[str]) -> bool:
        """Return whether one of these people or accounts holds the task."""
        return self.one.state.person in {self.book.same(one) for one in own}


def seen(homes: Homes, name: str, now: datetime) -> Seen:
    """Return a task as it stands. Errors: BadInput when the charter declares none of that name."""
    book = TaskBook(homes, now)
    try:
        return Seen(book, book.named(name))
    except BadQuestion as error:
        raise refusals.NO_TASK.bad(name=name[:120]) from error


def may_review(it: Seen, actor: Actor) -> bool:
    """Return whether somebody reviews a task: its mentor, those who lead its group, and operators."""
    return actor.operator or bool(set(it.book.reviewers(it.one)).intersection(actor.people))


def meant(homes: Homes, said: str) -> str:
    """Return whom somebody means who acts for another: a person by id or account, or an account of a declared forge that is new.

    Errors: BadInput for nobody, so that a slip takes no task away.
    """
    known, forges = homes.faces.find(said), {*hosts_of(forges_of(homes)).values()}
    if known is not None:
        return known.id
    forge, _, login = said.strip().lower().partition(":")
    if forge not in forges or not login or len(login.split()) != 1:
        raise refusals.NOBODY.bad(who=said[:100], forge=min(forges))
    return f"{forge}:{login}"


def claim(homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime) -> Act:
    """Take a task on. ``own``: the people and accounts that who acts has proven to be.

    Errors: NotAllowed for who has proven no account; BadInput for a task that somebody has, or whose time is not now, and for
    who holds as many of the batch as it gives at a time.
    """

    def act(it: Seen) -> Act:
        if not own:
            raise refusals.UNPROVEN.barred()
        if it.one.state.stage in ("claimed", "delivered") and it.is_me(own):
            raise refusals.YOURS.bad()
        _must_be_free(it)
        _must_have_room(it, it.book.same(own[0]))
        until = rules.until_of(now, it.one.window, late=False)
        return _record(it, actor, now, rules.CLAIM, person=own[0], until=until.isoformat())

    return _again(homes, name, now, act)


def _must_be_free(it: Seen) -> None:
    stage, window = it.one.state.stage, it.one.window
    if stage == "soon":
        day = local_day(window.opens_at, it.book.homes.charter.community.zone) if window else "?"
        raise refusals.NOT_OPEN.bad(day=day)
    if stage == "over":
        raise refusals.OVER.bad()
    who = it.book.homes.faces.name_of(it.one.state.person)
    if stage == "accepted":
        raise refusals.DONE.bad(who=who)
    if stage != "open":
        raise refusals.TAKEN.bad(who=who)


def _must_have_room(it: Seen, me: str) -> None:
    most = it.one.batch.claims
    states = {one.task.id: one.state for one in it.book.tasks if one.batch.id == it.one.batch.id}
    held = rules.held_by(states, me)
    if most and len(held) >= most:
        raise refusals.ENOUGH.bad(held=len(held), most=most, names=Text(", ".join(held), "、".join(held)))


def hand_back(homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime, words: str = "") -> Act:
    """Give a task back that one holds. Errors: BadInput for who does not hold it, or has delivered."""

    def act(it: Seen) -> Act:
        _must_hold(it, own)
        return _record(it, actor, now, rules.HAND_BACK, words, person=own[0])

    return _again(homes, name, now, act)


def _must_hold(it: Seen, own: Sequence[str]) -> None:
    if it.one.state.stage != "claimed" or not it.is_me(own):
        raise refusals.NOT_YOURS.bad()


def deliver(
    homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime, change: str = "", words: str = ""
) -> Act:  # fmt: skip
    """Deliver a task that one holds: the change that proves it, by its subject or address, and words.

    Errors: BadInput for who does not hold it, for what is no change, for one that was delivered for another task, and for none
    where a change proves the task.
    """

    def act(it: Seen) -> Act:
        _must_hold(it, own)
        subject = _change_of(it, change)
        if it.one.task.proof == "change" and not subject:
            raise refusals.CHANGE_NEEDED.bad()
        if not subject and not words.strip():
            raise refusals.WORDS_NEEDED.bad()
        return _record(it, actor, now, rules.DELIVER, words, person=own[0], change=subject)

    return _again(homes, name, now, act)


def _change_of(it: Seen, said: str) -> str:
    if not said.strip():
        return ""
    subject = subject_of(said, hosts_of(forges_of(it.book.homes)))
    if not is_change(subject):
        raise refusals.NO_CHANGE.bad(said=said.strip()[:120])
    for other in it.book.tasks:
        taken = other.state.delivery
        if taken is not None and taken.change == subject and other.name != it.one.name:
            raise refusals.USED.bad(name=other.name)
    return subject


def accept(
    homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime, words: str = "", delivery: int = 0
) -> Act:  # fmt: skip
    """Accept what was delivered: its points are awarded as they are declared now. ``delivery``: the one that was looked at; 0: whichever.

    Errors: NotAllowed for who does not review, or delivered it; BadInput where nothing waits, another delivery lies there by now,
    the change proves nothing, or whether it does is unknown and no words say what the reviewer saw.
    """

    def act(it: Seen) -> Act:
        _must_review(it, own, actor, delivery)
        proof, task = it.one.proof, it.one.task
        if proof is not None and proof.state == "not-proven":
            raise refusals.NOT_PROVEN.bad(why=proof.why)
        if proof is not None and proof.state == "unknown" and not words.strip():
            raise refusals.UNKNOWN_PROOF.bad(why=proof.why)
        return _record(
            it, actor, now, rules.ACCEPT, words, person=it.one.state.person, delivery=_number(it), points=str(task.points),
            title={"en": task.title.en, "zh": task.title.zh}, group=it.one.batch.group,
            proof=proof.state if proof else "",
        )  # fmt: skip

    return _again(homes, name, now, act)


def send_back(
    homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime, words: str, delivery: int = 0
) -> Act:  # fmt: skip
    """Send back what was delivered, with words; who delivered it has the days of a claim again. Errors: as of ``accept``; BadInput without words."""

    def act(it: Seen) -> Act:
        _must_review(it, own, actor, delivery)
        if not words.strip():
            raise refusals.BACK_WITHOUT_WORDS.bad()
        until = rules.until_of(now, it.one.window, late=True)
        person = it.one.state.person
        return _record(
            it, actor, now, rules.SEND_BACK, words, person=person, delivery=_number(it), until=until.isoformat()
        )

    return _again(homes, name, now, act)


def withdraw(homes: Homes, name: str, own: Sequence[str], *, actor: Actor, now: datetime, words: str) -> Act:
    """Take an acceptance back, with the reason: its points are gone, and the delivery waits for a review again.

    Errors: NotAllowed for who does not review, or delivered it; BadInput where nothing is accepted, without words, and once the
    acceptance is settled.
    """

    def act(it: Seen) -> Act:
        _must_be_judge(it, own, actor)
        if it.one.state.stage != "accepted":
            raise refusals.NOTHING_ACCEPTED.bad()
        if rules.settled(it.one.state, now):
            raise refusals.SETTLED.bad(days=rules.SETTLES.days)
        if not words.strip():
            raise refusals.WITHDRAWN_WITHOUT_WORDS.bad()
        return _record(it, actor, now, rules.WITHDRAW, words, person=it.one.state.person, delivery=_number(it))

    return _again(homes, name, now, act)


def _must_be_judge(it: Seen, own: Sequence[str], actor: Actor) -> None:
    if not may_review(it, actor):
        raise refusals.NOT_REVIEWING.barred()
    if it.is_me((*own, *actor.people)):
        raise refusals.OWN_WORK.barred()


def _must_review(it: Seen, own: Sequence[str], actor: Actor, delivery: int) -> None:
    _must_be_judge(it, own, actor)
    if it.one.state.stage != "delivered":
        raise refusals.NOTHING_DELIVERED.bad()
    if delivery and delivery != _number(it):
        raise refusals.NEWER.bad()


def _number(it: Seen) -> int:
    return it.one.state.delivery.ordinal if it.one.state.delivery else 0


def _record(
    it: Seen, actor: Actor, now: datetime, verb: str, words: str = "", *, person: str, **content: Any
) -> Act:  # fmt: skip
    said = words.strip()[:LETTERS]
    about = {"task": it.one.task.id, **content}
    return ledger.record(
        PROGRAMME, it.one.batch.id, it.log, verb, actor=actor, now=now, person=person, why=said, **about
    )


def _again(homes: Homes, name: str, now: datetime, act: Callable[[Seen], Act]) -> Act:
    """Do something, having seen everything before it; look again when somebody was quicker."""
    for turn in range(TRIES):
        try:
            return act(seen(homes, name, now))
        except ledger.Overtaken:
            if turn + 1 == TRIES:
                raise
    raise AssertionError
