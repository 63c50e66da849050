"""What waits for the reader alone: votes, nominations, notices, applications, talks, tasks, and what they answer as a lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.jobs import moving
from folkmoot.jobs.talks import is_own
from folkmoot.ledger import motions, petitions
from folkmoot.ledger.meetings import actions
from folkmoot.model.actor import Actor
from folkmoot.model.petition import STATES as ASKED
from folkmoot.model.petition import Petition
from folkmoot.model.talk import STATES as TALKS
from folkmoot.model.task_log import Earlier
from folkmoot.model.text import Text
from folkmoot.reports.calendar import schedule
from folkmoot.reports.election_course import seen as election_seen
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import every as every_round
from folkmoot.reports.rounds import title_of
from folkmoot.reports.talk_course import every_talk
from folkmoot.reports.task_course import TaskBook, TaskNow
from folkmoot.rules import telling_rounds
from folkmoot.rules.authority import leads_on
from folkmoot.rules.electing import candidate_of, is_sound
from folkmoot.web.governing.candidacy import own_of
from folkmoot.web.governing.floor import voting_form
from folkmoot.web.governing.reviews import notices_for
from folkmoot.web.growing.certificates_due import certificates
from folkmoot.web.growing.chapters.waiting import chapter_things
from folkmoot.web.growing.content.waiting import waiting_pieces
from folkmoot.web.growing.contests.waiting import contests
from folkmoot.web.growing.listening.waiting import camps, complaints
from folkmoot.web.growing.outward.waiting import campaigns, partners
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said

LATELY = timedelta(days=30)  # for so long an answer that one got is told
OVER = ("declined", "withdrawn", "silent", "gone", "refused", "promoted")


def waiting_for(homes: Homes, actor: Actor, now: datetime, own: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """Return what waits for somebody, by kind: its name and its things, those that ask for something first. Kinds without any are left out.

    ``own``: under which names they take part beside those that the charter declares of them: accounts they have proven.
    """
    names = tuple(dict.fromkeys((*actor.people, *own)))
    kinds: tuple[tuple[str, Callable[[Homes, Actor, datetime], Found]], ...] = (
        (_("Votes that are open for you"), _votes), (_("Selection"), _rounds), (_("Notices"), _notices),
        (_("Groups that you lead"), _led), (_("Applications"), _joins), (_("Talks"), _talks), (_("Tasks taken on"), _tasks),
        (_("Tasks"), partial(_programme_tasks, names)), (_("Meetings"), _offers), (_("Chapters and clubs"), partial(chapter_things, own=names)),
        (_("Content"), waiting_pieces), (_("Camps"), partial(camps, names=names)), (_("Complaints"), partial(complaints, names=names)),
        (_("Contests"), partial(contests, names=names)), (_("Campaigns"), campaigns), (_("Partners"), partners),
        (_("Certificates"), certificates),
    )  # fmt: skip
    found = [(name, sorted(find(homes, actor, now), key=lambda one: not one.asks)) for name, find in kinds]
    return [{"name": name, "things": things} for name, things in found if things]


def _votes(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield motions and elections in which the reader may vote and has not."""
    for number in motions.unfinished() if actor.people else ():
        form = voting_form(homes, number, actor, now)
        if form["may_vote"] and not form["voted"]:
            seen = moving.seen(number, now)
            title = said(homes.faces.masked(seen.motion.title))
            yield Waits(title, reverse("motion", args=[number]), until=seen.standing.ends_at, asks=True)
    for one in homes.charter.elections if actor.people else ():
        if is_sound(one):
            yield from _election(homes, one.id, actor, now)


def _election(homes: Homes, name: str, actor: Actor, now: datetime) -> Found:
    it = election_seen(homes, name, now)
    title, url = said(it.election.title) or name, reverse("election", args=[name])
    if it.course.stage == "voting":
        own = own_of(it, actor)
        if own.get("may_vote") and not own.get("voted"):
            yield Waits(title, url, until=it.course.moments.closes, asks=True)
    elif it.course.stage == "nominations":
        mine = next((found for one in actor.people if (found := candidate_of(it.course, one, it.same))), None)
        if mine is not None and mine.state == "nominated":
            yield Waits(title, url, _("You are nominated; answer before the deadline."), asks=True)


def _rounds(homes: Homes, actor: Actor, now: datetime) -> Found:
    for it in every_round(homes, now) if actor.people else ():
        for one in it.course.candidacies:
            if (
                not it.is_me(actor.people, one.person)
                or one.state in OVER
                or it.course.stage in ("closed", "cancelled")
            ):
                continue
            asks = one.state == "nominated" and it.course.stage == "nominations"
            url = f"{reverse('round', args=[it.round.number])}#{homes.faces.id_of(it.same(one.person))}-{one.role}"
            note = (
                _("You are nominated; answer before the deadline.") if asks else said(telling_rounds.STATES[one.state])
            )
            yield Waits(
                said(homes.faces.masked(title_of(it))), url, note, it.round.until_at if asks else None, asks=asks
            )


def _notices(homes: Homes, actor: Actor, _now: datetime) -> Found:
    for it in notices_for(homes, actor):
        for one in it.inquiry.in_state("noticed", "silent", "voting"):
            if it.is_me(actor.people, one.person):
                url = (
                    f"{reverse('review', args=[it.review.number])}#{homes.faces.id_of(it.same(one.person))}-{one.role}"
                )
                group = homes.charter.group_by_slug.get(it.review.group)
                note = said(group.name) if group else it.review.group
                yield Waits(_("You are asked whether you still serve."), url, note, one.until_at, asks=True)


def _led(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield the applications and topics that wait for an answer of the reader as a lead."""
    day = moving.day_of(homes, now)
    led = {one.slug: one for one in homes.charter.groups if leads_on(one, day).intersection(actor.people)}
    if not led:
        return
    for one in petitions.every("join"):
        if one.content.get("recruitment"):
            continue  # told among chapters
        if one.group in led and one.state == "asked" and one.person not in actor.people:
            who = homes.faces.name_of(one.person)
            yield Waits(
                _("%(who)s asks to join") % {"who": who},
                reverse("joining", args=[one.group]),
                said(led[one.group].name),
                asks=True,
            )
    for talk in every_talk(homes, now):
        if talk.group in led and talk.number and talk.state in ("waiting", "displaced"):
            note = f"{said(led[talk.group].name)} · {said(TALKS[talk.state])}"
            yield Waits(said(homes.faces.masked(talk.title)), reverse("talk", args=[talk.number]), note, asks=True)


def _joins(homes: Homes, actor: Actor, now: datetime) -> Found:
    for one in (*petitions.every("join"), *petitions.every("group")):
        told = bool(one.content.get("recruitment"))  # among chapters
        if not told and (one.person in actor.people or one.by == actor.name) and _is_fresh(one, now):
            group = homes.charter.group_by_slug.get(one.group)
            known = {key: str(one.wanted.get(f"name_{key}", "")) for key in ("en", "zh")}
            name = group.name if group else Text(**known) if any(known.values()) else Text(one.group, one.group)
            url = (
                reverse("founding-one", args=[one.number])
                if one.sort == "group"
                else reverse("joining", args=[one.group])
            )
            yield Waits(said(name), url, _told(homes, said(ASKED[one.state]), one.reason))


def _is_fresh(one: Petition, now: datetime) -> bool:
    """Return whether a petition waits, or its answer is new."""
    if one.state in ("withdrawn", "done"):
        return False
    return one.state != "refused" or one.decided is None or now - one.decided.at < LATELY


def _talks(homes: Homes, actor: Actor, now: datetime) -> Found:
    for one in every_talk(homes, now):
        mine = is_own(one, actor) and (
            one.state in ("waiting", "planned", "displaced") or _declined(one.number, one.state, now)
        )
        if mine:
            url = reverse("talk", args=[one.number]) if one.number else f"/meetings/{one.meeting}/"
            note = _told(homes, said(TALKS[one.state]), one.reason)
            yield Waits(
                said(homes.faces.masked(one.title)),
                url,
                note,
                one.where.starts_at if one.where and one.state == "planned" else None,
            )


def _declined(number: int | None, state: str, now: datetime) -> bool:
    if state != "declined" or number is None:
        return False
    decided = petitions.one("talk", number).decided
    return decided is not None and now - decided.at < LATELY


def _tasks(homes: Homes, actor: Actor, now: datetime) -> Found:
    same = homes.identity.person_of
    me = {same.get(one, one) for one in actor.people}
    for one in actions() if me else ():
        if one.state == "open" and one.owner and same.get(one.owner, one.owner) in me:
            late = one.is_overdue(moving.day_of(homes, now))
            url = f"{reverse('actions')}?owner={homes.faces.id_of(one.owner)}#action-{one.id}"
            yield Waits(said(homes.faces.masked(one.says)), url, _("overdue") if late else "", due=one.due, asks=late)


def _programme_tasks(own: tuple[str, ...], homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield the tasks that the reader holds, what was sent back to them, and deliveries that wait for their review."""
    if not homes.charter.tasks or not own:
        return
    book = TaskBook(homes, now)
    me = {book.same(one) for one in own}
    for one in book.tasks:
        reviews = bool(set(book.reviewers(one)).intersection(actor.people))
        if (lapsed := one.lapsed(now - LATELY)) and (lapsed.person in me or reviews):
            yield _lapsed(homes, one, lapsed, mine=lapsed.person in me)
        url, title = reverse("task", args=[one.batch.id, one.task.id]), said(homes.faces.masked(one.task.title))
        if one.state.person in me:
            back = one.state.returned is not None
            if one.state.stage == "claimed":
                note = _("It was sent back to you.") if back else _("You hold it; deliver it in time or hand it back.")
                yield Waits(title, url, note, one.state.until, asks=back or one.ends_soon(now))
            elif one.state.stage == "delivered":
                yield Waits(title, url, _("Its acceptance was taken back.") if back else _("It waits for a review."))
        elif one.state.stage == "delivered" and reviews:
            who = homes.faces.name_of(one.state.person)
            yield Waits(title, url, _("%(who)s has delivered it; it waits for your review.") % {"who": who}, asks=True)


def _lapsed(homes: Homes, one: TaskNow, lapsed: Earlier, *, mine: bool) -> Waits:
    """Tell who held a task, and who reviews it, that its claim timed out and nobody has it."""
    free = one.state.stage == "open"
    if mine:
        note = (
            _("Your claim timed out; the task is free again.")
            if free
            else _("Your claim timed out, and so did the task.")
        )
    else:
        who = homes.faces.name_of(lapsed.person)
        note = _("The claim of %(who)s timed out; nobody has it.") % {"who": who}
    url = reverse("task", args=[one.batch.id, one.task.id])
    return Waits(said(homes.faces.masked(one.task.title)), url, note)


def _offers(homes: Homes, actor: Actor, now: datetime) -> Found:
    for one in schedule(homes).offers if actor.people else ():
        if one.word == "open" and one.taker in actor.people and one.day >= now.date():
            yield Waits(_("You are asked to host a meeting."), reverse("my-meetings"), one.key, asks=True)


def _told(homes: Homes, state: str, why: str) -> str:
    return f"{state} · {homes.faces.masked_words(why)}" if why else state
