"""What is done with a piece of content on its way: taken, written, reviewed, scheduled, published, dropped, thanked for, counted."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.jobs import content_refusals as refusals
from folkmoot.jobs.content_details import must_be_channel, must_be_link, proven
from folkmoot.jobs.contents import (
    PROGRAMME,
    WHY_LETTERS,
    Seen,
    again,
    every,
    is_author,
    is_proposer,
    may_edit,
    must_edit,
    who,
)
from folkmoot.jobs.moving import day_of
from folkmoot.ledger import programmes as ledger
from folkmoot.model.actor import Actor
from folkmoot.model.content import COUNTS, LANGUAGES, Details, Piece
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.content import fold, plain_of

SLACK = timedelta(minutes=2)  # clocks differ
MOST_VIEWS = 1e12
ELSEWHERE = Text("elsewhere", "其他渠道")


def take(
    homes: Homes, number: int, *, actor: Actor, now: datetime, accounts: Iterable[str] = (), person: str = ""
) -> Piece:  # fmt: skip
    """Take an idea to write it; an editor may give it to somebody else (``person``: their id, account or name).

    Errors: NotAllowed for who is signed out, or gives away and edits nothing; BadInput for one that is taken.
    """

    def act(it: Seen) -> Piece:
        if not actor.name:
            raise refusals.SIGNED_OUT.barred()
        it.must_allow("take")
        if not person:
            return _append(it, actor, "take", person=who(actor, tuple(accounts)), account=actor.name)
        must_edit(it, actor)
        known = it.homes.faces.find(person.strip())
        if known is None:
            raise refusals.NO_SUCH_PERSON.bad(who=person.strip()[:80])
        return _append(it, actor, "take", person=known.id, account="")

    return again(homes, number, now, act)


def give_back(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Piece:
    """Give a piece back, so that somebody else can take it. Errors: NotAllowed for who is neither author nor editor; BadInput."""
    return _by_author(homes, number, "return", actor, now, why)


def draft(homes: Homes, number: int, link: str, *, actor: Actor, now: datetime) -> Piece:
    """Say where the draft is. Errors: NotAllowed for who is neither author nor editor; BadInput for no address."""
    return _by_author(homes, number, "draft", actor, now, "", link=must_be_link(link))


def submit(homes: Homes, number: int, *, actor: Actor, now: datetime, link: str = "") -> Piece:
    """Ask for a review. Errors: as of ``draft``; BadInput when nobody has said where the draft is."""

    def act(it: Seen) -> Piece:
        _must_write(it, actor)
        it.must_allow("submit")
        if not link.strip() and not it.piece.draft:
            raise refusals.NO_LINK.bad()
        return _append(it, actor, "submit", link=must_be_link(link) if link.strip() else it.piece.draft)

    return again(homes, number, now, act)


def _by_author(homes: Homes, number: int, verb: str, actor: Actor, now: datetime, why: str, **content: Any) -> Piece:
    def act(it: Seen) -> Piece:
        _must_write(it, actor)
        it.must_allow(verb)
        return _append(it, actor, verb, why=why, **content)

    return again(homes, number, now, act)


def _must_write(it: Seen, actor: Actor) -> None:
    if not is_author(it.piece, actor) and not may_edit(it.homes, it.piece.details.group, actor, it.now):
        raise refusals.NOT_AUTHOR.barred()


def revise(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str) -> Piece:
    """Send a draft back, saying what should be different. Errors: NotAllowed for who is no editor; BadInput without a reason."""

    def act(it: Seen) -> Piece:
        must_edit(it, actor)
        it.must_allow("revise")
        return _append(it, actor, "revise", why=_reason(why))

    return again(homes, number, now, act)


def schedule(
    homes: Homes, number: int, at: datetime, *, actor: Actor, now: datetime, channels: Iterable[str] = ()
) -> Piece:  # fmt: skip
    """Accept a draft and say when it is published, or change that. ``at``: UTC without a zone.

    Errors: NotAllowed for who is no editor, or accepts what they have written; BadInput for a moment that is past.
    """
    chosen = tuple(dict.fromkeys(channels))

    def act(it: Seen) -> Piece:
        must_edit(it, actor)
        it.must_allow("schedule")
        _must_not_accept_own(it, actor)
        for one in chosen:
            must_be_channel(it.homes, one)
        if at <= it.now:
            raise refusals.NO_MOMENT.bad()
        return _append(it, actor, "schedule", planned_at=at.isoformat(), channels=list(chosen))

    return again(homes, number, now, act)


def _must_not_accept_own(it: Seen, actor: Actor) -> None:
    if it.piece.state == "review" and is_author(it.piece, actor):
        raise refusals.OWN_REVIEW.barred()


def publish(
    homes: Homes, number: int, url: str, *, actor: Actor, now: datetime, channel: str = "", language: str = "",
    at: datetime | None = None,
) -> Piece:  # fmt: skip
    """Say where it was published: once for each channel and language. ``channel``: "" elsewhere; ``at``: when, else now.

    Errors: as of ``schedule``; BadInput for no address, an unknown channel or language, or the future.
    """
    link, moment = must_be_link(url), at or now

    def act(it: Seen) -> Piece:
        must_edit(it, actor)
        it.must_allow("publish")
        _must_not_accept_own(it, actor)
        if channel:
            must_be_channel(it.homes, channel)
        said = language or it.piece.details.language or it.homes.charter.community.languages[0]
        if said not in LANGUAGES:
            raise refusals.NO_LANGUAGE.bad(language=said[:20])
        if moment > it.now + SLACK:
            raise refusals.TOO_SOON.bad()
        return _append(it, actor, "publish", channel=channel, language=said, url=link, at=moment.isoformat())

    return again(homes, number, now, act)


def drop(homes: Homes, number: int, *, actor: Actor, now: datetime, why: str = "") -> Piece:
    """Drop a piece, with a reason; who has proposed an idea that nobody has taken may withdraw it without one.

    Errors: NotAllowed for who is neither its proposer, nor its author, nor an editor; BadInput without a reason.
    """

    def act(it: Seen) -> Piece:
        own_idea = it.piece.state == "idea" and is_proposer(it.piece, actor)
        if not own_idea and not is_author(it.piece, actor) and not may_edit(homes, it.piece.details.group, actor, now):
            raise refusals.OTHERS_IDEA.barred()
        it.must_allow("drop")
        return _append(it, actor, "drop", why=why.strip() if own_idea else _reason(why))

    return again(homes, number, now, act)


def revive(homes: Homes, number: int, *, actor: Actor, now: datetime) -> Piece:
    """Take up again what was dropped, where it was. Errors: NotAllowed for who is no editor; BadInput."""

    def act(it: Seen) -> Piece:
        must_edit(it, actor)
        it.must_allow("revive")
        return _append(it, actor, "revive")

    return again(homes, number, now, act)


def change(homes: Homes, number: int, said: Details, *, actor: Actor, now: datetime) -> Piece:
    """Change what is planned of a piece. Its author may until it is in review, who has proposed it while it is an idea.

    Errors: NotAllowed; BadInput for what is wrong, and once it is published.
    """

    def act(it: Seen) -> Piece:
        edits = may_edit(homes, it.piece.details.group, actor, now)
        mine = (it.piece.state in ("taken", "draft") and is_author(it.piece, actor)) or (
            it.piece.state == "idea" and is_proposer(it.piece, actor)
        )
        if not edits and not mine:
            raise refusals.NOT_AUTHOR.barred()
        it.must_allow("change")
        kept = said if edits or it.piece.state == "idea" else replace(said, group=it.piece.details.group)
        details = proven(homes, kept, every(homes), of=it.piece)
        return _append(it, actor, "change", details=plain_of(details))

    return again(homes, number, now, act)


def thank(homes: Homes, number: int, words: str, *, actor: Actor, now: datetime) -> Piece:
    """Thank the author of what was published; everybody reads it. Errors: NotAllowed for who is no editor, or the author."""

    def act(it: Seen) -> Piece:
        must_edit(it, actor)
        if is_author(it.piece, actor):
            raise refusals.OWN_REVIEW.barred()
        it.must_allow("thank")
        if not words.strip():
            raise refusals.NO_WORDS.bad()
        return _append(it, actor, "thank", why=words.strip()[:WHY_LETTERS])

    return again(homes, number, now, act)


def read_views(  # noqa: PLR0913  # a reading has that many parts
    homes: Homes, number: int, amount: float | str | None, *, day: date, actor: Actor, now: datetime, channel: str = "",
    language: str = "", counts: str = "cumulative",
) -> Piece:  # fmt: skip
    """Write down how often a piece was viewed, as somebody read it on a day; no amount takes a reading back.

    Errors: NotAllowed for who is neither author nor editor; BadInput for what is no number, where it is not published, or a day
    before it was.
    """
    views = _number(amount)

    def act(it: Seen) -> Piece:
        _must_write(it, actor)
        it.must_allow("views")
        said = language or it.piece.publications[0].language
        there = [one for one in it.piece.publications if (one.channel, one.language) == (channel, said)]
        if not there:
            raise refusals.NOT_PUBLISHED_THERE.bad(
                channel=channel or ELSEWHERE, language=LANGUAGES.get(said, Text(said, said))
            )
        if not day_of(homes, there[0].at) <= day <= day_of(homes, now) or counts not in COUNTS:
            raise refusals.NO_DAY.bad()
        return _append(
            it, actor, "views", channel=channel, language=said, day=day.isoformat(), amount=views, counts=counts
        )

    return again(homes, number, now, act)


def _number(said: float | str | None) -> float | None:
    if said is None or (isinstance(said, str) and not said.strip()):
        return None
    words = said.strip().replace(",", "").replace("，", "") if isinstance(said, str) else said
    try:
        views = float(words)
    except ValueError:
        views = math.nan
    if not 0 <= views <= MOST_VIEWS or views != int(views):
        raise refusals.NO_VIEWS.bad(amount=str(said)[:40])
    return views


def _reason(why: str) -> str:
    if not why.strip():
        raise refusals.NO_REASON.bad()
    return why.strip()[:WHY_LETTERS]


def _append(it: Seen, actor: Actor, verb: str, *, person: str = "", why: str = "", **content: Any) -> Piece:
    number = it.piece.number
    made = ledger.record(
        PROGRAMME,
        str(number),
        it.piece.acts,
        verb,
        actor=actor,
        now=it.now,
        person=person,
        why=why[:WHY_LETTERS],
        **content,
    )
    after = fold(number, (*it.piece.acts, made))
    assert after is not None  # noqa: S101  # what was begun stays begun
    return after
