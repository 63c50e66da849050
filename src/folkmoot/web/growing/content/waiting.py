"""What of content waits for the reader: their own pieces that are due, and drafts that they review as an editor."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from folkmoot.jobs.contents import every, is_author
from folkmoot.jobs.moving import day_of
from folkmoot.model.actor import Actor
from folkmoot.model.content import STATES
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on
from folkmoot.web.waiting import Found, Waits
from folkmoot.web.words import said


def waiting_pieces(homes: Homes, actor: Actor, now: datetime) -> Found:
    """Yield the reader's own pieces that are not published, and what they review: the drafts of groups that they lead."""
    day = day_of(homes, now)
    led = {one.slug for one in homes.charter.groups if leads_on(one, day).intersection(actor.people)}
    for one in every(homes) if actor.name else ():
        title, url = said(homes.faces.masked(one.details.title)), reverse("content-piece", args=[one.number])
        late = one.is_overdue(now)
        if is_author(one, actor) and one.state in ("taken", "draft", "review", "scheduled"):
            note = f"{said(STATES[one.state])} · {_('overdue')}" if late else said(STATES[one.state])
            asks = one.state == "draft" or (late and one.state == "taken")
            yield Waits(title, url, note, one.details.planned_at, asks=asks)
        elif one.details.group in led and one.state == "review":
            yield Waits(title, url, _("a draft to review"), one.details.planned_at, asks=True)
        elif one.details.group in led and one.state == "scheduled" and late:
            yield Waits(title, url, _("published already? Say where"), one.details.planned_at, asks=True)
