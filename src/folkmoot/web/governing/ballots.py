"""The ballot: a form that works without scripts, the receipt that is shown once, and the look for one's own ballot.

A receipt never stands in an address, a message or a session: it would be kept beside the name of its voter.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from folkmoot.jobs import electing
from folkmoot.ledger import boxes
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.election_course import Seen, box_of, seen
from folkmoot.rules.ballots import BEST_SCORE
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal

NONE = ""


@never_cache
@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "POST"])
def ballot(request: HttpRequest, name: str) -> HttpResponse:
    """Show the ballot, and seal it; the receipt is shown in the answer itself, and nowhere else."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    fault, status = "", 200
    try:
        it = electing.opened(homes, name, now)
    except BadInput as error:
        raise Http404(name) from error
    if request.method == "POST":
        try:
            told = electing.vote(homes, name, _marks(request, it), actor=actor, now=now)
            slip = {"receipt": told, "it": it, **_around(it)}
            return _kept_nowhere(render(request, "elections/receipt.html", slip))
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
    entries = it.entries_of(actor.people)
    shown = {
        **_around(it), "it": it, "fault": fault, "rows": _rows(it, request.POST), "method": it.election.method,
        "may": it.course.stage == "voting" and bool(entries), "on_roll": bool(entries),
        "voted": bool(boxes.has_voted(box_of(name)).intersection(entries)),
    }  # fmt: skip
    return _kept_nowhere(render(request, "elections/ballot.html", shown, status=status))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, name: str) -> HttpResponse:
    """Look for the ballot of a receipt: sealed in the box before counting, among the published ones after it."""
    try:
        it = seen(house().homes(), name, clock())
    except BadInput as error:
        raise Http404(name) from error
    said, fault, found = request.POST.get("receipt", ""), "", None
    if request.method == "POST":
        try:
            found = _found(it, said)
        except BadInput as error:
            fault = refusal(error)
    shown = {
        **_around(it),
        "it": it,
        "said": said,
        "fault": fault,
        "found": found,
        "looked": request.method == "POST" and not fault,
    }
    return _kept_nowhere(render(request, "elections/look.html", shown, status=400 if fault else 200))


def _around(it: Seen) -> dict[str, Any]:
    return {"section": "elections", "zone": community().zone, "now": it.now}


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _rows(it: Seen, typed: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the candidates in an order of chance, so that none gains by theirs; after a mistake as they were marked."""
    faces = it.homes.faces
    statements = {one.person: one.statement for one in it.course.candidates}
    rows = [
        {"field": f"m{place}", "mark": typed.get(f"m{place}", NONE), "organization": str(one["organization"]),
         "name": faces.name_of(it.same(str(one["id"]))), "id": faces.id_of(it.same(str(one["id"]))),
         "statement": statements.get(str(one["id"]))}
        for place, one in enumerate(it.course.frozen.get("candidates", ()))
    ]  # fmt: skip
    secrets.SystemRandom().shuffle(rows)
    last = BEST_SCORE + 1 if it.election.method == "star" else len(rows) + 1
    marks = range(BEST_SCORE, -1, -1) if it.election.method == "star" else range(1, last)
    return [{**row, "choices": [str(mark) for mark in marks]} for row in rows]


def _marks(request: HttpRequest, it: Seen) -> dict[str, int | None]:
    """Return what was marked, by candidate. Errors: BadInput for what is no mark."""
    found: dict[str, int | None] = {}
    for place, one in enumerate(it.course.frozen.get("candidates", ())):
        said = request.POST.get(f"m{place}", "")
        if it.election.method == "plurality":
            said = "1" if request.POST.get("vote", "") == f"m{place}" else ""
        if said and not (said.isascii() and said.isdecimal() and len(said) < 5):
            raise BadInput(_("'%(said)s' is no mark.") % {"said": said[:20]})
        found[str(one["id"])] = int(said) if said else None
    return found


def _found(it: Seen, said: str) -> dict[str, Any] | None:
    """Return where the ballot of a receipt is, and what it says once it is opened; None where there is none."""
    mark = boxes.mark_of(said)
    if it.course.counted is None:
        return {"sealed": True, "mark": mark} if boxes.lies_in(box_of(it.election.id), said) else None
    opened = next((one for one in boxes.published(box_of(it.election.id)) if one.mark == mark), None)
    if opened is None:
        return None
    names = [it.homes.faces.name_of(it.same(str(one["id"]))) for one in it.course.frozen["candidates"]]
    rows = sorted(
        zip(names, opened.content["marks"], strict=True),
        key=lambda row: (row[1] is None, row[1] if row[1] is not None else 0),
    )
    return {"sealed": False, "mark": mark, "rows": rows}
