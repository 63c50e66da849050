"""What waits for somebody in chapters: applications to answer, reports that are due, events they come to, answers they got."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.jobs.gatherings import may_organise
from folkmoot.jobs.joining import may_answer
from folkmoot.ledger import petitions
from folkmoot.model.actor import Actor
from folkmoot.model.gathering import STANDS
from folkmoot.model.petition import STATES
from folkmoot.reports.gathering_course import chapter_of, every
from folkmoot.reports.homes import Homes
from folkmoot.rules.gatherings import report_due
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said

LATELY = timedelta(days=30)  # for so long an answer that one got is told, and a report is asked for


def chapter_things(homes: Homes, actor: Actor, now: datetime, own: tuple[str, ...]) -> Found:
    """Yield what waits for somebody in chapters. ``own``: the names under which they take part."""
    if actor.name:
        yield from _events(homes, actor, now, own)
        yield from _applications(homes, actor, now)


def _events(homes: Homes, actor: Actor, now: datetime, own: tuple[str, ...]) -> Found:
    me = {homes.identity.person_of.get(one, one) for one in own}
    for one in every(homes, now) if me else ():
        title, url = said(homes.faces.masked(one.announced.title)), reverse("event", args=[one.id])
        group = homes.charter.group_by_slug[one.announced.group]
        due = report_due(one, now) and now - one.ends_at < LATELY
        if due and not actor.operator and may_organise(homes, group, actor, now):
            yield Waits(title, reverse("gathering-report", args=[one.id]), _("A report of the event is due"), asks=True)
        seat = next((found for who in me if (found := one.seat(who))), None)
        if seat is not None and one.stage in ("open", "closed", "running"):
            yield Waits(title, url, said(STANDS[seat.stands]), one.begins_at)


def _applications(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield applications of recruitment rounds: those that the reader answers as who leads, and the reader's own."""
    for one in petitions.every("join"):
        ident = str(one.content.get("recruitment") or "")
        group = homes.charter.group_by_slug.get(one.group)
        if not ident or group is None:
            continue
        url, name = reverse("recruitment-one", args=[ident]), said(group.name)
        if one.person in actor.people or one.by == actor.name:
            fresh = one.state == "asked" or (one.decided is not None and now - one.decided.at < LATELY)
            if fresh and one.state != "withdrawn":
                why = homes.faces.masked_words(one.reason)
                yield Waits(name, url, " · ".join(filter(None, (said(STATES[one.state]), why))))
        elif (
            one.state == "asked"
            and chapter_of(homes, group)
            and not actor.operator
            and may_answer(homes, group, actor, now)
        ):
            who = homes.faces.name_of(one.person)
            yield Waits(_("%(who)s applies") % {"who": who}, f"{url}#applications", name, asks=True)
