"""At the door of an event: the code on the organisers' screen, checking in, tickets, and the list that organisers tick."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import gatherings as job
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.gathering import STANDS, Seat
from folkmoot.reports.homes import Homes
from folkmoot.rules import check_in as codes
from folkmoot.rules.gatherings import doors_open, may_correct
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done, status_of
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal

SECTION = "chapters"


def address_of(request: HttpRequest, name: str, *parts: str, **query: str) -> str:
    """Return where somebody else's phone finds a page: at the portal's declared address, else at that of this request."""
    base = house().settings.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    return f"{base}{reverse(name, args=parts)}{f'?{urlencode(query)}' if query else ''}"


def _seen(ident: str) -> job.Seen:
    try:
        return job.seen(house().homes(), ident, clock())
    except BadInput as error:
        raise Http404(str(error)) from error


def _around(it: job.Seen, **more: Any) -> dict[str, Any]:
    faces, one = it.homes.faces, it.gathering
    return {
        "section": SECTION, "zone": community().zone, "it": one, "title": faces.masked(one.announced.title), "group": it.group,
        "doors": doors_open(one, it.now), "here": len(one.those("here")) + one.strangers,
        "expected": len(one.those("here", "seated")), **more,
    }  # fmt: skip


@never_cache
@login_required
@require_GET
def screen(request: HttpRequest, ident: str) -> HttpResponse:
    """Show the code of this moment, for everybody in the room to scan; the page asks for the next one as soon as there is one."""
    it = _seen(ident)
    job.must_organise(it, actor_of(request))
    code = codes.code_of(settings.SECRET_KEY, ident, it.now)
    address = address_of(request, "gathering-check-in", ident, code=code)
    return render(request, "gatherings/screen.html", _around(it, address=address, refresh=codes.shown_for(it.now)))


@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: HttpRequest, ident: str) -> HttpResponse:
    """Check in by a code that was scanned; who has to sign in first has a quarter of an hour for it."""
    it, actor = _seen(ident), actor_of(request)
    homes, kept = it.homes, f"check-in:{ident}"
    fault, status = "", 200
    code = request.GET.get("code", "")
    if request.method == "GET" and code:
        try:
            job.good_code(homes, ident, code, settings.SECRET_KEY, it.now)
        except BadInput as error:
            fault, status = refusal(error), 400
        else:
            request.session[kept] = it.now.isoformat()
    scanned = _scanned(request.session.get(kept), it.now)
    names = entrant_names(request, homes)
    if request.method == "POST":
        try:
            job.check_in(homes, ident, names, scanned_at=scanned, secret=settings.SECRET_KEY, actor=actor, now=it.now)
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("You are checked in. Welcome!"))
            return HttpResponseRedirect(reverse("gathering-check-in", args=[ident]))
    seat = next((found for one in names if (found := it.gathering.seat(it.same(one)))), None)
    more = {
        "fault": fault,
        "scanned": scanned is not None,
        "seat": seat,
        "proven": bool(names),
        "signed": bool(actor.name),
    }
    return render(request, "gatherings/check_in.html", _around(it, **more), status=status)


def _scanned(said: Any, now: datetime) -> datetime | None:
    """Return when this browser opened a good code, if that is not too long ago."""
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return at if at <= now < at + job.SCANNED else None


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def ticket(request: HttpRequest, ident: str, said: str) -> HttpResponse:
    """Show those who organise the event whose ticket this is, and let them in; others are told to show it at the door.

    Who holds a ticket that was used before is told apart from who was let in by it just now.
    """
    it, actor = _seen(ident), actor_of(request)
    seat, fault, status = None, "", 200
    try:
        seat = it.gathering.seat(job.holder_of(it, said, settings.SECRET_KEY, actor))
        if request.method == "POST":
            job.scan(it.homes, ident, said, secret=settings.SECRET_KEY, actor=actor, now=it.now)
            messages.success(request, _("They are checked in."))
            return HttpResponseRedirect(f"{request.path}?just=1")
    except (BadInput, NotAllowed) as error:
        fault, status = refusal(error), status_of(error)
    more = {
        "fault": fault,
        "seat": _row(it.homes, seat) if seat else None,
        "barred": status == 403,
        "just": "just" in request.GET,
        "full": it.gathering.left == 0,
    }
    return render(request, "gatherings/ticket.html", _around(it, **more), status=status)


def _row(homes: Homes, seat: Seat) -> dict[str, Any]:
    return {
        "name": homes.faces.name_of(seat.person), "id": homes.faces.id_of(seat.person), "stands": seat.stands,
        "stands_name": STANDS[seat.stands], "arrived_at": seat.arrived_at, "by": seat.by, "walk_in": seat.walk_in, "at": seat.at,
        "place": seat.place,
    }  # fmt: skip


@never_cache
@login_required
@require_GET
def people(request: HttpRequest, ident: str) -> HttpResponse:
    """Show those who organise an event who has registered and who is here; nobody else reads it."""
    return _listed(request, ident)


def _listed(request: HttpRequest, ident: str, fault: str = "") -> HttpResponse:
    it = _seen(ident)
    job.must_organise(it, actor_of(request))
    rows = [_row(it.homes, one) for one in it.gathering.seats]
    more = {"rows": rows, "fault": fault, "corrects": may_correct(it.gathering, it.now)}
    return render(request, "gatherings/people.html", _around(it, **more))


def _tick(request: HttpRequest, homes: Homes, ident: str) -> str:
    job.tick(homes, ident, request.POST.get("who", ""), actor=actor_of(request), now=clock())
    return _("They are checked in.")


def _untick(request: HttpRequest, homes: Homes, ident: str) -> str:
    job.untick(homes, ident, request.POST.get("who", ""), actor=actor_of(request), now=clock())
    return _("They are not checked in any more.")


def _strangers(request: HttpRequest, homes: Homes, ident: str) -> str:
    said = request.POST.get("number", "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else -1
    job.strangers(homes, ident, number, actor=actor_of(request), now=clock())
    return _("The number is recorded.")


VERBS: Mapping[str, Callable[[HttpRequest, Homes, str], str]] = {
    "tick": _tick,
    "untick": _untick,
    "strangers": _strangers,
}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, ident: str, verb: str) -> HttpResponse:
    """Correct who is here; what is wrong with it is told above the list."""
    _seen(ident)
    return done(
        request,
        lambda: VERBS[verb](request, house().homes(), ident),
        lambda fault: _listed(request, ident, fault),
        reverse("gathering-people", args=[ident]),
    )


urlpatterns = [
    path("gatherings/<str:ident>/screen/", screen, name="gathering-screen"),
    path("gatherings/<str:ident>/check-in/", check_in, name="gathering-check-in"),
    path("gatherings/<str:ident>/ticket/<str:said>/", ticket, name="gathering-ticket"),
    path("gatherings/<str:ident>/people/", people, name="gathering-people"),
    *[path(f"gatherings/<str:ident>/{verb}/", act, {"verb": verb}, name=f"gathering-{verb}") for verb in VERBS],
]
