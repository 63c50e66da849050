"""What of contests waits for the reader: events to review, appeals to answer, a result to approve; and answers to their own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.jobs import contests as job
from folkmoot.jobs.contest_certifying import waiting_in as uncertified
from folkmoot.model.actor import Actor
from folkmoot.reports.contest_points import waiting_in
from folkmoot.reports.homes import Homes
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said

LATELY = timedelta(days=30)  # for so long somebody is told of an answer to their appeal


def contests(homes: Homes, actor: Actor, now: datetime, names: tuple[str, ...]) -> Found:
    """Yield what the reader decides in contests, not only as an operator, and how their own appeals were answered of late."""
    me = Actor(actor.name, actor.origin, people=actor.people)
    for plan in homes.charter.contests:
        it = job.seen(homes, plan.id, now)
        if it.stage in ("announced", "cancelled"):
            continue
        title, url = said(homes.faces.masked(it.course.plan.title)), reverse("contest", args=[plan.id])
        own = {it.course.same(one) for one in names}
        for one in it.who.appeals:
            if one.answer and now - one.answer.at < LATELY and it.course.same(one.person) in own:
                yield Waits(title, f"{url}#appeals", _("Your appeal is answered."))
        if it.stage != "final" and job.may_review(it, me):
            yield from _to_review(it, title)
        if job.may_organise(it, me):
            yield from _to_organise(homes, it, title, url)


def _to_review(it: job.Seen, title: str) -> Found:
    waits = len(waiting_in(it.live))
    if waits:
        note = ngettext("%(n)s event waits for a reviewer", "%(n)s events wait for a reviewer", waits) % {"n": waits}
        yield Waits(
            title, reverse("contest-queue", args=[it.course.plan.id]), note, it.course.moments.review_until, asks=True
        )


def _to_organise(homes: Homes, it: job.Seen, title: str, url: str) -> Found:
    if it.stage == "final":
        if uncertified(homes, it.course.plan.id, it.now):
            yield Waits(title, f"{url}#organise", _("The winners of its prizes have no certificate yet."), asks=True)
        return
    asked = sum(one.answer is None for one in it.who.appeals)
    if asked:
        note = ngettext("%(n)s appeal waits for an answer", "%(n)s appeals wait for an answer", asked) % {"n": asked}
        yield Waits(title, f"{url}#appeals", note, it.course.moments.review_until, asks=True)
    elif it.stage == "review" and it.now >= it.course.moments.appeals_until and not waiting_in(it.live):
        yield Waits(title, f"{url}#organise", _("Everything is decided: approve the result."), asks=True)
