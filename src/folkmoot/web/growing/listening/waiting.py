"""What waits for the reader in camps and complaint conferences: a check-in of today, proofs to confirm, complaints to answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.jobs import camps as camp_job
from folkmoot.jobs import complaints as job
from folkmoot.jobs.camps import own_names
from folkmoot.model.actor import Actor
from folkmoot.model.camp import STATES
from folkmoot.model.scope import day_start
from folkmoot.reports.camp_course import every_camp
from folkmoot.reports.complaint_course import every_conference
from folkmoot.reports.homes import Homes
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said

LATELY = timedelta(days=30)  # for so long somebody is told of an answer to their complaint
FAR = timedelta(days=400)  # conferences that ended before are left alone


def camps(homes: Homes, actor: Actor, now: datetime, names: tuple[str, ...]) -> Found:
    """Yield the days that the reader, by one of their names, can check in, and what waits for them as a coach."""
    own = own_names(names, actor)
    for camp in every_camp(homes):
        if camp.stage(now) not in ("running", "closing"):
            continue
        title, name = said(homes.faces.masked(camp.plan.title)), camp.plan.id
        walk = camp_job.own_walk(camp, own, now)
        for mark in walk.marks if walk and not walk.completed_at else ():
            if mark.state in ("open", "refused"):
                until = day_start(mark.day + timedelta(days=camp.plan.late + 1), camp.zone)
                url = f"{reverse('camp-mine', args=[name])}#day-{mark.number}"
                note = _("Day %(day)s") % {"day": mark.number}
                note = note if mark.state == "open" else f"{note} · {said(STATES[mark.state])}"
                yield Waits(title, url, note, until if mark.state == "open" else None, asks=True)
        if actor.people and camp_job.may_coach(camp, actor, now):
            waits = sum(1 for _one in camp_job.waiting_in(camp, now))
            if waits:
                note = ngettext("%(n)s check-in waits for a coach", "%(n)s check-ins wait for a coach", waits) % {
                    "n": waits
                }
                yield Waits(title, reverse("camp-queue", args=[name]), note, asks=True)


def complaints(homes: Homes, actor: Actor, now: datetime, names: tuple[str, ...]) -> Found:
    """Yield the complaints that the reader is to answer, and answers of late to those that they made by one of their names."""
    own = own_names(names, actor)
    for course in every_conference(homes):
        if course.bounds[1] < now - FAR or course.plan.cancelled:
            continue
        it = job.Seen(course, course.standing(now), now)
        for one in it.standing.clusters:
            url = reverse("complaint", args=[course.plan.id, one.number])
            title = homes.faces.masked_words(one.head.title)
            voices = one.votes + len(one.members)
            note = ngettext("%(n)s voice", "%(n)s voices", voices) % {"n": voices}
            asked = actor.people and any(actor_answers(it, each.area, actor) for each in one.members)
            if one.state == "open" and asked:
                yield Waits(title, url, note, asks=True)
            elif (
                one.answer
                and now - one.answer.at < LATELY
                and any(it.is_one_of(each.person, own) for each in one.members)
            ):
                yield Waits(title, url, _("Your complaint is answered."))


def actor_answers(it: job.Seen, area: str, actor: Actor) -> bool:
    """Return whether it is the reader who is to answer, and not only may as an operator."""
    return job.may_answer(it, area, Actor(actor.name, actor.origin, people=actor.people))
