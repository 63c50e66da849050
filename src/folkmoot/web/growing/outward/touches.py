"""Codes by which people come: visits counted, the code remembered by the browser alone, and told with the act of signing up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.signals import user_signed_up
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import campaigns as job
from folkmoot.ledger.models import User
from folkmoot.model.campaign import CampaignPlan, Touch
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.rules.campaigns import ACCOUNT
from folkmoot.web.accounts.origin import origin_of
from folkmoot.web.accounts.who import actor_for, actor_of
from folkmoot.web.acting import acted, done
from folkmoot.web.growing.entrants import entrant_names, names_of
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock

SECTION = "campaigns"
COOKIE, KEPT, SALT = "moot_touch", timedelta(days=30), "campaign-touch"
NEVER, LONG = "no", timedelta(days=365)  # what the cookie says of who does not want to be counted, and for how long
ROBOTS = ("bot", "spider", "crawl", "preview", "curl", "wget", "python", "monitor")
SIGN_UPS = {
    "gathering-register": "event", "contest-enter": "contest", "contest-found": "contest", "contest-join": "contest",
    "camp-sign-up": "camp", "task-claim": "task", "recruitment-apply": "recruitment",
}  # fmt: skip
"""Addresses at which somebody signs up, by their name, and for what."""


def code_in(request: HttpRequest) -> str:
    """Return the code that the reader's browser remembers; "" for none, one that is forged or too old, or who is not to be counted."""
    said = request.COOKIES.get(COOKIE, "")
    if not said or said == NEVER or _declines(request):
        return ""
    try:
        return str(signing.loads(said, salt=SALT, max_age=KEPT))
    except signing.BadSignature:
        return ""


def _declines(request: HttpRequest) -> bool:
    """Return whether the reader has said that they are not to be counted: here, or to every site by their browser."""
    asked = request.headers.get("dnt") == "1" or request.headers.get("sec-gpc") == "1"
    return asked or request.COOKIES.get(COOKIE) == NEVER


def remembered(request: HttpRequest) -> tuple[CampaignPlan, Touch] | None:
    """Return the campaign and the code that the reader's browser remembers, while somebody who signs up is counted for it."""
    code = code_in(request)
    if not code:
        return None
    homes = house().homes()
    try:
        plan, found = job.code_of(homes, code)
    except BadInput:
        return None
    return (plan, found) if job.takes(homes, plan, clock()) else None


def via(request: HttpRequest, name: str) -> dict[str, Any] | None:
    """Return the code by which the reader came to a campaign's page, and whether their browser remembers it."""
    kept = code_in(request)
    code = request.GET.get("via", "") or kept
    plan = house().homes().charter.campaign_by_id[name]
    touch = next((one for one in plan.touch if one.code == code), None)
    if touch is None:
        return None
    return {"code": code, "title": touch.title or code, "kept": kept == code, "days": KEPT.days}


def _found(code: str) -> tuple[CampaignPlan, Touch]:
    try:
        return job.code_of(house().homes(), code)
    except BadInput as error:
        raise Http404(code) from error


def _keep(request: HttpRequest, response: HttpResponse, said: str, age: timedelta) -> HttpResponse:
    response.set_cookie(COOKIE, said, max_age=age, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


@never_cache
def touch(request: HttpRequest, code: str) -> HttpResponse:
    """Count that somebody came by a code and lead them on; their own browser remembers the code, and nobody else anything."""
    homes, (plan, found) = house().homes(), _found(code)
    agent = request.headers.get("user-agent", "").lower()
    person = request.method == "GET" and bool(agent) and not any(word in agent for word in ROBOTS)
    if person:
        job.touch(homes, code, now=clock())
    away = HttpResponseRedirect(found.url or f"{reverse('campaign', args=[plan.id])}?via={code}")
    if person and not _declines(request) and job.takes(homes, plan, clock()):
        _keep(request, away, signing.dumps(code, salt=SALT), KEPT)
    return away


@never_cache
@require_POST
def arrive(request: HttpRequest, code: str) -> HttpResponse:
    """Record by which code somebody came who is signed in and says so; others are led to sign in, and say it then."""
    homes, (plan, _touch) = house().homes(), _found(code)
    back = reverse("campaign", args=[plan.id])
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': f'{back}?via={code}'})}")

    def does() -> str:
        job.arrive(homes, code, entrant_names(request, homes), actor=actor_of(request), now=clock())
        return _("Thank you: it is recorded by which way you came.")

    from folkmoot.web.growing.outward.campaigns import shown  # the page of a campaign shows these codes

    return done(request, does, lambda fault: shown(request, plan.id, fault=fault), back)


@never_cache
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget by which code the reader came, and remember none for a year."""
    back = request.POST.get("back", "")
    here = back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("campaigns")
    return _keep(request, HttpResponseRedirect(here), NEVER, LONG)


@never_cache
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a code as a QR code to print."""
    import segno

    plan, found = _found(code)
    address = address_of(request, code)
    context = {
        "section": SECTION, "plan": plan, "touch": found, "address": address, "zone": community().zone,
        "qr": segno.make(address, error="m").svg_inline(scale=8, border=2),
    }  # fmt: skip
    return render(request, "campaigns/poster.html", context)


def address_of(request: HttpRequest, code: str) -> str:
    """Return the short link of a code."""
    return request.build_absolute_uri(reverse("touch", args=[code]))


def _signed_up(request: HttpRequest, user: User, what: str) -> None:
    """Record that somebody has signed up for something, where their browser remembers a code."""
    code = code_in(request)
    if code:
        homes, actor = house().homes(), actor_for(user, origin_of(request))
        try:
            job.sign_up(homes, code, names_of(user, homes), what, actor=actor, now=clock())
        except (BadInput, NotAllowed):
            return  # signing up itself is done and stands, whoever else was counted at this moment


def _acted(request: HttpRequest, **_more: Any) -> None:
    """Record a sign-up from any of the portal's forms."""
    match = request.resolver_match
    what = SIGN_UPS.get(match.url_name or "") if match else None
    if match and what and request.user.is_authenticated:
        subject = "/".join(str(value) for name, value in match.kwargs.items() if name != "verb")
        _signed_up(request, request.user, f"{what} {subject}")


def _new_account(request: HttpRequest, user: User, **_more: Any) -> None:
    """Record a new account; it is not signed in yet."""
    _signed_up(request, user, ACCOUNT)


acted.connect(_acted, dispatch_uid="campaign-sign-up")
user_signed_up.connect(_new_account, dispatch_uid="campaign-account")

urlpatterns = [
    path("t/forget/", forget, name="touch-forget"),
    path("t/<str:code>/", touch, name="touch"),
    path("t/<str:code>/came/", arrive, name="touch-came"),
    path("t/<str:code>/poster/", poster, name="touch-poster"),
]
