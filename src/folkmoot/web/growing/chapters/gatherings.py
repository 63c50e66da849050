"""Events of chapters: the list, one of them with who may do what, registering, and what those who organise it do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import gatherings as job
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import chapter_of
from folkmoot.reports.homes import Homes
from folkmoot.rules import check_in as codes
from folkmoot.rules.gatherings import doors_open, may_correct
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.growing.chapters import door, forms
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins

SECTION = "chapters"
Asked = tuple[HttpRequest, Homes, str]


def gatherings(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the events of all chapters, or of one: what is ahead first."""
    page = Page("chapter-events", "gatherings/gatherings.html", SECTION, own=("state", "chapter"), fixed={"at": soon()})

    def more(_answer: Answer) -> dict[str, Any]:
        new = (reverse("gathering-new"), Text("New event", "新建活动")) if may_announce(request) else None
        return {"main_action": new}

    return answer_page(request, page, form, more)


def may_announce(request: HttpRequest) -> bool:
    """Return whether the reader organises the events of any chapter."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    return bool(actor.name) and any(
        chapter_of(homes, one) is not None and job.may_organise(homes, one, actor, now) for one in homes.charter.groups
    )


def gathering(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one event."""
    return _shown(request, ident, form)


def _shown(request: HttpRequest, ident: str, form: str = "html", fault: str = "") -> HttpResponse:
    page = Page("event", "gatherings/gathering.html", SECTION, fixed={"id": ident, "at": clock().isoformat()})
    return answer_page(request, page, form, lambda _answer: {"own": _own(request, ident), "fault": fault})


def _own(request: HttpRequest, ident: str) -> dict[str, Any]:
    """Return what the reader may do about an event, and where they stand themselves."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    it = job.seen(homes, ident, now)
    names = entrant_names(request, homes)
    seat = next((found for one in names if (found := it.gathering.seat(it.same(one)))), None)
    one, organises = it.gathering, bool(actor.name) and job.organises(it, actor)
    ticket = seat is not None and seat.stands in ("seated", "waiting") and one.stage in ("open", "closed", "running")
    return {
        "signed": bool(actor.name), "proven": bool(names), "seat": seat, "organises": organises,
        "may_register": one.stage == "open" and seat is None, "may_leave": seat is not None and one.stage in ("open", "closed"),
        "doors": doors_open(one, now), "corrects": organises and may_correct(one, now),
        "may_change": organises and one.stage in ("open", "closed", "running"), "may_tell": organises and one.stage == "over",
        "ticket": door.address_of(request, "gathering-ticket", ident, codes.ticket_of(settings.SECRET_KEY, ident, seat.ordinal))
        if ticket and seat is not None else "",
        "waits_before": seat.place - 1 if seat is not None and seat.place else 0, "past_doors": now >= one.begins_at,
    }  # fmt: skip


def _register(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    it = job.register(asked[1], asked[2], own, actor=actor, now=clock())
    seat = it.seat(asked[1].identity.person_of.get(own[0], own[0]))
    if seat is not None and seat.stands == "waiting":
        return _("Every seat is taken: you are on the waiting list and move up by yourself.")
    return _("You have a seat.")


def _unregister(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    job.unregister(asked[1], asked[2], own, actor=actor, now=clock())
    return _("You have withdrawn. Whoever waits moves up.")


def _cancel(asked: Asked, actor: Actor, _own_names: tuple[str, ...]) -> str:
    job.cancel(asked[1], asked[2], actor=actor, now=clock(), why=asked[0].POST.get("why", ""))
    return _("The event is cancelled. Calendars that subscribe are told.")


VERBS: Mapping[str, Callable[[Asked, Actor, tuple[str, ...]], str]] = {
    "register": _register, "unregister": _unregister, "cancel": _cancel,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, ident: str, verb: str) -> HttpResponse:
    """Do one thing about an event; what is wrong with it is told on its page."""
    homes = house().homes()
    return done(
        request,
        lambda: VERBS[verb]((request, homes, ident), actor_of(request), entrant_names(request, homes)),
        lambda fault: _shown(request, ident, fault=fault),
        reverse("event", args=[ident]),
    )


urlpatterns = [
    *twins("gatherings/", gatherings, "chapter-events"),
    *forms.urlpatterns,
    *door.urlpatterns,
    *[path(f"gatherings/<str:ident>/{verb}/", act, {"verb": verb}, name=f"gathering-{verb}") for verb in VERBS],
    *twins("gatherings/<str:ident>/", gathering, "event"),
]
