"""Operators say who is who: suggestions to accept or refuse, free corrections, and the log with its way back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.jobs import claim as claiming
from folkmoot.jobs import correct as job
from folkmoot.ledger import batches, disputes
from folkmoot.ledger.corrections import VERBS, log, undone_among
from folkmoot.model.errors import BadInput
from folkmoot.model.identity import Identity, Reason
from folkmoot.model.text import Text
from folkmoot.rules.reasons import said
from folkmoot.web.accounts.back import back
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.house import house
from folkmoot.web.words import language, refusal

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
        "cases": [_case(identity, case) for case in disputes.open_cases()],
        "imports": tuple(reversed(batches.imports()))[:PAGE],
        "reused": [(one.account, [number.partition(":")[2] for number in one.numbers]) for one in identity.reused],
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
            house().homes().identity, verb, meant(form.get("a", "")), meant(form.get("b", "")),
            actor=actor, why=why, since=_day(form.get("since", "")), until=_day(form.get("until", "")),
        )  # fmt: skip
    except BadInput as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("Recorded as correction %(number)s; it can be undone.") % {"number": made.id})
    return back(request, "decide")


@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take a decision back."""
    actor = actor_of(request)
    actor.must_operate()
    try:
        job.undo(str(number), actor=actor, why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("Correction %(number)s is undone.") % {"number": number})
    return back(request, "decide")


@login_required
@require_POST
def rule(request: HttpRequest, number: int) -> HttpResponse:
    """Decide a dispute. The form holds ``granted`` (1 or 0), ``why``, and an organisation with its days instead."""
    actor, form = actor_of(request), request.POST
    actor.must_operate()
    granted = form.get("granted") == "1"
    try:
        with transaction.atomic():
            claiming.rule(
                house().homes().identity, str(number), granted=granted, why=form.get("why", ""), actor=actor,
                organization=form.get("organization", ""), since=_day(form.get("since", "")), until=_day(form.get("until", "")),
            )  # fmt: skip
    except BadInput as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("Decided; the person sees it on their account's page."))
    return back(request, "decide")


@login_required
@require_POST
def undo_import(request: HttpRequest, number: int) -> HttpResponse:
    """Take a whole import back."""
    actor = actor_of(request)
    actor.must_operate()
    try:
        undone = batches.undo(str(number), actor=actor, why=request.POST.get("why", ""))
    except BadInput as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, _("%(number)s corrections are undone.") % {"number": undone})
    return back(request, "decide")


def meant(said: str) -> str:
    """Return the account behind what a page shows of it, such as the first digits of a mail address's hash."""
    found = house().homes().faces.accounts_shown_as(said.strip()) if ":" in said else []
    return found[0] if len(found) == 1 else said


def _log() -> list[dict[str, Any]]:
    rows = log(imported=False, newest=LOGGED)
    undone = undone_among(made.id for made, _undoes in rows)
    return [{"made": made, "undoes": undoes, "undone": made.id in undone} for made, undoes in reversed(rows)]


def _case(identity: Identity, case: disputes.Case) -> dict[str, Any]:
    """Return a dispute with the person it is about, as they are known now."""
    known = identity.people.get(identity.person_of.get(case.person, ""))
    holder = identity.people.get(identity.person_of.get(case.about, "")) if case.kind == "claim" else None
    return {"case": case, "person": known, "holder": holder}


def _suggestion(identity: Identity, reason: Reason) -> dict[str, Any]:
    sides = [identity.people[identity.person_of[side]] for side in (reason.account, reason.other)]
    return {"reason": reason, "one": sides[0], "other": sides[1], "said": said(reason).said_in(language())}


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise BadInput(
            Text(f"'{words}' is no day.", f"“{words}”不是日期。"),
            mend=Text("Write it as 2026-03-01.", "请写成 2026-03-01 的形式。"),
        ) from error
