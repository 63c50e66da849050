"""Events of chapters: announced, changed, cancelled; people register, check in by a code or a tick; a report afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from folkmoot.jobs import gathering_refusals as refusals
from folkmoot.jobs.gathering_words import must_be_sound, person_said
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.gathering import Announced, Gathering
from folkmoot.model.groups import Group
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import PROGRAMME, chapter_of, folded_one
from folkmoot.reports.homes import Homes
from folkmoot.rules import check_in as codes
from folkmoot.rules.authority import may_manage
from folkmoot.rules.gatherings import doors_open, in_utc, may_correct, plain

TRIES = 30  # times that somebody who was overtaken looks again
SCANNED = timedelta(minutes=15)  # after a good code was opened: so long one may sign in before one checks in
WHY_LETTERS, SAYS_LETTERS, MOST_STRANGERS = 2000, 20_000, 100_000
Does = Callable[["Seen"], tuple[str, str, dict[str, Any], str]]


@dataclass(frozen=True)
class Seen:
    """An event as somebody meets it who is about to do something."""

    homes: Homes
    gathering: Gathering
    acts: tuple[Act, ...]
    now: datetime

    @property
    def group(self) -> Group:
        """Whose event it is."""
        return self.homes.charter.group_by_slug[self.gathering.announced.group]

    def same(self, person: str) -> str:
        """Return who somebody, or an account, turned out to be."""
        return self.homes.identity.person_of.get(person, person)


def seen(homes: Homes, ident: str, now: datetime) -> Seen:
    """Return an event as it stands. Errors: BadInput when there is none of that id."""
    acts = ledger.acts(PROGRAMME, ident)
    # Whoever was quicker may have a clock that is a little ahead: what is recorded has happened.
    found = folded_one(homes, ident, [act if act.at <= now else replace(act, at=now) for act in acts], now)
    if found is None:
        raise refusals.NO_EVENT.bad(ident=ident[:100])
    return Seen(homes, found, acts, now)


def may_organise(homes: Homes, group: Group, actor: Actor, now: datetime) -> bool:
    """Return whether somebody organises the events of a chapter or of a team of one: who leads it or its chapter, and operators."""
    day = day_of(homes, now)
    above = chapter_of(homes, group)
    return may_manage(actor, group, day) or (above is not None and may_manage(actor, above, day))


def organises(it: Seen, actor: Actor) -> bool:
    """Return whether somebody organises this event: as above, and those it names as hosts."""
    hosts = {it.same(one) for one in it.gathering.announced.hosts}
    return may_organise(it.homes, it.group, actor, it.now) or bool(hosts & {it.same(one) for one in actor.people})


def must_organise(it: Seen, actor: Actor) -> None:
    """Errors: NotAllowed unless somebody organises the event."""
    if not organises(it, actor):
        raise refusals.NOT_ORGANISING.barred(who=actor.name or refusals.NOBODY, group=it.group.slug)


def announce(homes: Homes, said: Announced, *, actor: Actor, now: datetime) -> str:
    """Announce an event of a chapter, or of a team of one, and return its id.

    Errors: NotAllowed for who does not lead it; BadInput for no chapter, what lies in the past, and what is wrong with a field.
    """
    group = homes.charter.group_by_slug.get(said.group)
    if group is None or chapter_of(homes, group) is None:
        raise refusals.NO_CHAPTER.bad(group=said.group[:100])
    if not may_organise(homes, group, actor, now):
        raise refusals.NOT_ORGANISING.barred(who=actor.name or refusals.NOBODY, group=group.slug)
    sound = must_be_sound(homes, said)
    if (in_utc(sound.begins, sound.zone) or now) <= now:
        raise refusals.IN_THE_PAST.bad()
    stem = f"{group.slug}-{sound.begins[:10]}"
    for number in range(1, TRIES):
        ident = stem if number == 1 else f"{stem}-{number}"
        if ledger.acts(PROGRAMME, ident):
            continue
        try:
            ledger.record(PROGRAMME, ident, (), "announce", actor=actor, now=now, **plain(sound))
        except ledger.Overtaken:
            continue
        return ident
    raise refusals.AT_ONCE.bad()


def change(homes: Homes, ident: str, said: Announced, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Say anew what an event is; calendars that subscribe are told. Errors: as of ``announce``; BadInput for one that is over."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_be_ahead(it)
        sound = must_be_sound(homes, said)
        if sound.group != it.gathering.announced.group:
            raise refusals.NO_CHAPTER.bad(group=sound.group[:100])
        return "change", "", plain(sound), why

    _again(homes, ident, actor, now, does)


def cancel(homes: Homes, ident: str, *, actor: Actor, now: datetime, why: str) -> None:
    """Call an event off, with a reason that everybody reads. Errors: NotAllowed; BadInput without a reason, or once it is over."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_be_ahead(it)
        if not why.strip():
            raise refusals.NO_REASON.bad()
        return "cancel", "", {}, why

    _again(homes, ident, actor, now, does)


def register(homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime) -> Gathering:
    """Register, and return the event: where every seat is taken one waits, and moves up by oneself.

    ``own``: the people and accounts that who acts has proven to be. Errors: NotAllowed for who has proven none; BadInput after
    the end of registration, or twice.
    """
    me = _me(own, actor)

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        _must_not_be_cancelled(it)
        if it.gathering.stage != "open":
            raise refusals.NOT_OPEN.bad()
        if _mine(it, own):
            raise refusals.REGISTERED.bad()
        return "register", me, {}, ""

    return _again(homes, ident, actor, now, does)


def unregister(homes: Homes, ident: str, own: Sequence[str], *, actor: Actor, now: datetime) -> Gathering:
    """Take one's registration back; whoever waits moves up. Errors: BadInput for who has not registered, or once it has begun."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        mine = _mine(it, own)
        if not mine:
            raise refusals.NOT_REGISTERED.bad()
        if it.gathering.stage not in ("open", "closed", "cancelled"):
            raise refusals.BEGUN.bad()
        return "unregister", mine, {}, ""

    return _again(homes, ident, actor, now, does)


def good_code(homes: Homes, ident: str, code: str, secret: str, now: datetime) -> None:
    """Errors: BadInput for a code that is forged or has expired, and while nobody checks in."""
    it = seen(homes, ident, now)
    if not doors_open(it.gathering, now):
        raise refusals.DOORS.bad()
    word = codes.judge(secret, ident, code, now)
    if word != "good":
        raise (refusals.EXPIRED if word == "expired" else refusals.FORGED).bad()


def check_in(
    homes: Homes, ident: str, own: Sequence[str], *, code: str = "", scanned_at: datetime | None = None, secret: str,
    actor: Actor, now: datetime,
) -> Gathering:  # fmt: skip
    """Check in by the code on the screen, once; who has not registered comes in while there are seats.

    ``scanned_at``: when a good code was opened by the same browser, which then had to sign in.
    Errors: NotAllowed for who has proven no account; BadInput for a code that is not good, twice, and where no seat is left.
    """
    if scanned_at is None or not scanned_at <= now < scanned_at + SCANNED:
        good_code(homes, ident, code, secret, now)
    me = _me(own, actor)

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        if not doors_open(it.gathering, now):
            raise refusals.DOORS.bad()
        mine = _mine(it, own) or me
        seat = it.gathering.seat(it.same(mine))
        if seat is not None and seat.stands == "here":
            raise refusals.HERE.bad()
        if (seat is None or seat.stands == "waiting") and it.gathering.left == 0:
            raise refusals.NO_ROOM.bad()
        return "arrive", mine, {"by": "code"}, ""

    return _again(homes, ident, actor, now, does)


def tick(homes: Homes, ident: str, who: str, *, actor: Actor, now: datetime, by: str = "hand") -> Gathering:
    """Say that somebody is here, registered or not. Errors: NotAllowed for who does not organise it; BadInput for nobody known, or twice."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_be_correctable(it)
        person = person_said(homes, who)
        seat = it.gathering.seat(it.same(person))
        if seat is not None and seat.stands == "here":
            raise refusals.THEY_ARE_HERE.bad()
        return "arrive", person, {"by": by}, ""

    return _again(homes, ident, actor, now, does)


def untick(homes: Homes, ident: str, who: str, *, actor: Actor, now: datetime, why: str = "") -> Gathering:
    """Say that somebody was not here after all. Errors: as of ``tick``."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_be_correctable(it)
        person = person_said(homes, who)
        seat = it.gathering.seat(it.same(person))
        if seat is None or seat.stands != "here":
            raise refusals.NOT_HERE.bad()
        return "untick", person, {}, why

    return _again(homes, ident, actor, now, does)


def holder_of(it: Seen, ticket: str, secret: str, actor: Actor) -> str:
    """Return whose ticket it is. Errors: NotAllowed for who does not organise the event; BadInput for one that is forged, or given back."""
    must_organise(it, actor)
    ordinal = codes.ordinal_of(secret, it.gathering.id, ticket)
    found = next((one for one in it.gathering.seats if one.ordinal == ordinal), None)
    if found is None:
        raise refusals.NO_TICKET.bad()
    return found.person


def scan(homes: Homes, ident: str, ticket: str, *, secret: str, actor: Actor, now: datetime) -> Gathering:
    """Let in whose ticket this is. Errors: as of ``tick``; BadInput for a ticket that is forged, or given back."""
    return tick(
        homes, ident, holder_of(seen(homes, ident, now), ticket, secret, actor), actor=actor, now=now, by="ticket"
    )


def strangers(homes: Homes, ident: str, number: int, *, actor: Actor, now: datetime) -> None:
    """Say how many came who gave no name. Errors: as of ``tick``; BadInput for what is no number of people."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_be_correctable(it)
        if not 0 <= number <= MOST_STRANGERS:
            raise refusals.NO_NUMBER.bad()
        return "strangers", "", {"number": number}, ""

    _again(homes, ident, actor, now, does)


def tell(
    homes: Homes, ident: str, says: Text, *, links: Sequence[str] = (), photos: Sequence[str] = (), actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Report how an event was; who was there is settled by it. Errors: NotAllowed; BadInput before its end, or without words."""

    def does(it: Seen) -> tuple[str, str, dict[str, Any], str]:
        must_organise(it, actor)
        _must_not_be_cancelled(it)
        if it.gathering.stage != "over":
            raise refusals.NOT_OVER.bad()
        if not str(says).strip():
            raise refusals.NO_REPORT.bad()
        if max(len(says.en), len(says.zh)) > SAYS_LETTERS:
            raise refusals.TOO_LONG.bad(most=f"{SAYS_LETTERS:,}")
        for one in (*links, *photos):
            if not one.startswith(("https://", "http://")):
                raise refusals.NO_LINK.bad(said=one[:100])
        content = {"says": {"en": says.en, "zh": says.zh}, "links": list(links)[:50], "photos": list(photos)[:50]}
        return "report", "", content, ""

    _again(homes, ident, actor, now, does)


def _again(homes: Homes, ident: str, actor: Actor, now: datetime, does: Does) -> Gathering:
    """Do something about an event as it stands; whoever was quicker is looked at, and it is asked anew."""
    for _try in range(TRIES):
        it = seen(homes, ident, now)
        verb, person, content, why = does(it)
        if len(why) > WHY_LETTERS:
            raise refusals.TOO_LONG.bad(most=f"{WHY_LETTERS:,}")
        try:
            made = ledger.record(
                PROGRAMME, ident, it.acts, verb, actor=actor, now=now, person=person, why=why.strip(), **content
            )
        except ledger.Overtaken:
            continue
        return folded_one(homes, ident, (*it.acts, made), now) or it.gathering
    raise refusals.AT_ONCE.bad()


def _me(own: Sequence[str], actor: Actor) -> str:
    if not own:
        raise refusals.UNPROVEN.barred(who=actor.name or refusals.NOBODY)
    return own[0]


def _mine(it: Seen, own: Sequence[str]) -> str:
    """Return under which name who acts is in the list; "" for who is not."""
    return next((one for one in own if it.gathering.seat(it.same(one)) is not None), "")


def _must_not_be_cancelled(it: Seen) -> None:
    if it.gathering.stage == "cancelled":
        raise refusals.CANCELLED.bad()


def _must_be_ahead(it: Seen) -> None:
    _must_not_be_cancelled(it)
    if it.gathering.stage == "over":
        raise refusals.OVER.bad()


def _must_be_correctable(it: Seen) -> None:
    _must_not_be_cancelled(it)
    if not may_correct(it.gathering, it.now):
        raise refusals.NO_CORRECTING.bad()
