"""Operators say who is who: suggestions to accept or refuse, free corrections, and the log with its way back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.jobs import correct as job
from folkmoot.ledger.corrections import VERBS, log
from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Identity, Reason
from folkmoot.rules.reasons import said
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.house import house
from folkmoot.web.words import language

PAGE = 25
LOGGED = 50  # newest rows of the log; `moot people log` shows all


@never_cache
@login_required
@require_GET
def decide(request: HttpRequest) -> HttpResponse:
    """Show what waits for a decision, a form for any other correction, and what was decided."""
    actor_of(request).must_operate()
    identity = house().homes().identity
    page = Paginator(identity.suggestions, PAGE).get_page(request.GET.get("page"))
    shown = {
        "section": "data",
        "page": page,
        "suggestions": [_suggestion(identity, reason) for reason in page],
        "log": _log(),
        "a": request.GET.get("a", ""),
        "b": request.GET.get("b", ""),
    }
    return render(request, "account/decide.html", shown)


@login_required
@require_POST
def correct(request: HttpRequest, verb: str) -> HttpResponse:
    """Record one decision. The form holds ``a``, ``b`` where the verb has two sides, ``why``, ``since``, ``until``."""
    actor = actor_of(request)
    actor.must_operate()
    if verb not in VERBS:
        raise Http404
    form = request.POST
    why = form.get("why", "").strip() or _("decided on the matching page")
    try:
        made = job.correct(
            house().homes().identity, verb, form.get("a", ""), form.get("b", ""),
            actor=actor, why=why, since=_day(form.get("since", "")), until=_day(form.get("until", "")),
        )  # fmt: skip
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Recorded as correction %(number)s; it can be undone.") % {"number": made.id})
    return _back(request)


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    actor = actor_of(request)
    actor.must_operate()
    try:
        job.undo(str(number), actor=actor, why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Correction %(number)s is undone.") % {"number": number})
    return _back(request)


def _log() -> list[dict[str, Any]]:
    rows = log()
    undone = {undoes for _made, undoes in rows}
    newest = reversed(rows[-LOGGED:])
    return [{"made": made, "undoes": undoes, "undone": made.id in undone} for made, undoes in newest]


def _suggestion(identity: Identity, reason: Reason) -> dict[str, Any]:
    sides = [identity.people[identity.person_of[side]] for side in (reason.account, reason.other)]
    return {"reason": reason, "one": sides[0], "other": sides[1], "said": said(reason).said_in(language())}


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise BadInput(f"'{words}' is no day.", mend="Write it as 2026-03-01.") from error


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to the page of this portal from which the form came, else to the decisions."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if safe else reverse("decide"))
