"""Calendar files to subscribe to: of the community, a group, a series, a person, and one's own."""

from __future__ import annotations

import hashlib
from calendar import timegm

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.ledger import private
from folkmoot.web.accounts.who import actor_of, people_of
from folkmoot.web.house import house
from folkmoot.web.middleware import LANGUAGES
from folkmoot.web.moments import clock
from folkmoot.wiring.calendars import Wanted, calendar_file

FRESH = 300  # seconds for which a program need not ask again


@require_safe
def community_file(request: HttpRequest) -> HttpResponse:
    """Give the meetings of all groups."""
    return _given(request, Wanted(), "community")


@require_safe
def talks_file(request: HttpRequest) -> HttpResponse:
    """Give the meetings of all groups that have talks ahead, or of one group."""
    group = request.GET.get("group", "")
    return _given(request, Wanted(group=group, talks=True), "talks")


@require_safe
def group_file(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the meetings of a group."""
    return _given(request, Wanted(group=slug), slug)


@require_safe
def series_file(request: HttpRequest, slug: str, series: str) -> HttpResponse:
    """Give the meetings of one series."""
    return _given(request, Wanted(group=slug, series=series), f"{slug}-{series}")


@require_safe
def person_file(request: HttpRequest, ident: str) -> HttpResponse:
    """Give the meetings of the groups that somebody serves in, and those that they host; all of it is public."""
    homes = house().homes()
    known = homes.faces.find(ident)
    declared = [
        one for one in homes.charter.person_by_id if known and homes.identity.person_of.get(one, one) == known.id
    ]
    if not declared or (known and known.hidden):
        raise Http404(ident)
    return _given(request, Wanted(person=declared[0]), "person")


@require_safe
def own_file(request: HttpRequest, token: str) -> HttpResponse:
    """Give somebody's own meetings with reminders to a program that knows their address."""
    user = private.owner_of(token)
    mine = people_of(user) if user is not None else ()
    if not mine:
        raise Http404
    return _given(request, Wanted(person=mine[0], private=True), "own")


def _given(request: HttpRequest, wanted: Wanted, name: str) -> HttpResponse:
    asked = LANGUAGES.get(request.GET.get("lang", "").lower(), "")
    base = request.build_absolute_uri("/")
    file = calendar_file(house(), wanted, language="zh" if asked.startswith("zh") else asked and "en", base=base)
    if file is None:
        raise Http404(name)
    response = HttpResponse(file.content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(file.content).hexdigest()[:32]}"'
    changed = timegm(file.changed_at.timetuple())
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"{'private' if wanted.private else 'public'}, max-age={FRESH}"
    kept = get_conditional_response(request, etag=etag, last_modified=changed, response=response)
    return kept if isinstance(kept, HttpResponse) else response


@never_cache
@login_required
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Give one's own calendar a new address, or take it away; an older address is good no more."""
    held = "stop" not in request.POST
    private.renew(actor=actor_of(request), now=clock(), held=held)
    messages.success(
        request, _("Your calendar has a new address.") if held else _("Your calendar has no address any more.")
    )
    return HttpResponseRedirect(reverse("my-meetings"))


urlpatterns = [
    path("calendar/community.ics", community_file, name="calendar-community"),
    path("calendar/talks.ics", talks_file, name="calendar-talks"),
    path("calendar/group/<str:slug>.ics", group_file, name="calendar-group"),
    path("calendar/series/<str:slug>/<str:series>.ics", series_file, name="calendar-series"),
    path("calendar/person/<path:ident>.ics", person_file, name="calendar-person"),
    path("calendar/own/<str:token>.ics", own_file, name="calendar-own"),
    path("calendar/own/", renew, name="calendar-renew"),
]
