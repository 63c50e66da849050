"""Secret votes on motions: put into the box, with a receipt that is shown once and kept nowhere, and looked for by it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.jobs import moving, voting
from folkmoot.ledger import boxes
from folkmoot.ledger.boxes_of_motions import key_of
from folkmoot.model.errors import BadInput
from folkmoot.model.motion import Motion
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_votes as say
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal


def sealed(request: HttpRequest, homes: Homes, number: int, now: datetime) -> HttpResponse:
    """Put the reader's vote into the box and show the receipt: on this very page, since a message would be kept on its way."""
    receipt = voting.vote_in_secret(homes, number, request.POST.get("choice", ""), actor=actor_of(request), now=now)
    found = moving.seen(number, now).motion
    return _kept_nowhere(render(request, "motions/receipt.html", {**_around(found, now), "receipt": receipt}))


@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Look for the ballot of a receipt: whether it lies in the box, and once the box is opened what it says."""
    try:
        found = moving.seen(number, clock()).motion
    except BadInput as error:
        raise Http404(str(number)) from error
    if not found.secret:
        raise Http404(str(number))
    said, fault, ballot = request.POST.get("receipt", "").strip(), "", None
    if request.method == "POST":
        try:
            ballot = _looked_for(number, said)
        except BadInput as error:
            fault = refusal(error)
    shown = {**_around(found, clock()), "said": said, "fault": fault, "ballot": ballot,
             "looked": request.method == "POST" and not fault}  # fmt: skip
    return _kept_nowhere(render(request, "motions/look.html", shown, status=400 if fault else 200))


def _looked_for(number: int, said: str) -> dict[str, Text | str] | None:
    """Return what is known of the ballot of a receipt; None where there is none. Errors: BadInput for what is no receipt."""
    mark = boxes.mark_of(said)
    opened = next((one for one in boxes.published(key_of(number)) if one.mark == mark), None)
    if opened is not None:
        return {"choice": say.CHOICES[str(opened.content["choice"])], "mark": mark}
    return {"mark": mark} if boxes.lies_in(key_of(number), said) else None


def _around(found: Motion, now: datetime) -> dict[str, Any]:
    title = house().homes().faces.masked(found.title)
    return {"section": "motions", "zone": community().zone, "now": now, "number": found.number, "motion_title": title}


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
