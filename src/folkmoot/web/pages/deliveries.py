"""What forges have delivered: how much is in which state, why some cannot be read, and a way to read it again.

Only operators see it, the counts too: a delivery may name a repository that nobody else is to know of, and how fresh the
figures are is told to everybody by the sources' coverage.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.ledger import deliveries
from folkmoot.model.delivery import DEAD, DONE, IGNORED, PENDING, STATES
from folkmoot.model.errors import BadInput
from folkmoot.web.accounts.back import back
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.house import community
from folkmoot.web.moments import clock
from folkmoot.wiring.intake import SENDERS, taken_in

PAGE = 50
MOST_DIGITS = 9


def state_words() -> dict[str, str]:
    """Return what each state is called, in the page's language."""
    return {PENDING: _("waiting"), DONE: _("read"), IGNORED: _("not of interest"), DEAD: _("given up")}


@never_cache
@login_required
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Show the counts, and deliveries newest first: of one state, of one forge, some at a time."""
    actor_of(request).must_operate()
    state, source = request.GET.get("state", ""), request.GET.get("source", "")
    state, source = state if state in STATES else "", source if source in SENDERS else ""
    number = _number(request.GET.get("page", ""))
    found, rows = deliveries.listed(state, source, skip=(number - 1) * PAGE, number=PAGE)
    counts, words = deliveries.counts(), state_words()
    shown = {
        "section": "deliveries",
        "zone": community().zone,
        "now": clock(),
        "counts": counts,
        "states": [(one, words[one], counts.of(one, source)) for one in STATES],
        "dead": counts.of(DEAD),
        "state": state,
        "source": source,
        "sources": sorted({who for who, _state in counts.number}),
        "taken_in": taken_in(),
        "rows": [(one, words[one.state]) for one in rows],
        "found": found,
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(rows),
        "before": _address(state, source, number - 1) if number > 1 else "",
        "after": _address(state, source, number + 1) if number * PAGE < found else "",
    }
    return render(request, "data/deliveries.html", shown)


@login_required
@require_POST
def replay(request: HttpRequest) -> HttpResponse:
    """Let one delivery (``number``), or every dead one (without it), be read again; with an audit row."""
    actor = actor_of(request)
    actor.must_operate()
    said = request.POST.get("number", "")
    try:
        number = _chosen(said)
        count = deliveries.replay(number, actor=actor, now=clock(), why=_("replayed in the portal"))
    except BadInput as error:
        messages.error(request, str(error))
    else:
        told = ngettext("%(count)s delivery will be read again.", "%(count)s deliveries will be read again.", count)
        messages.success(request, told % {"count": count})
    return back(request, "deliveries")


def _chosen(said: str) -> int | None:
    if not said:
        return None
    if not said.isascii() or not said.isdecimal() or len(said) > MOST_DIGITS:
        raise BadInput(f"'{said[:20]}' is no number of a delivery.")
    return int(said)


def _number(said: str) -> int:
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < MOST_DIGITS else 1


def _address(state: str, source: str, page: int) -> str:
    said = {"state": state, "source": source, "page": page}
    return "?" + urlencode({name: value for name, value in said.items() if value})
