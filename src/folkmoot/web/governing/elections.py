"""Elections: the list, one election with what the reader may do about it, its record and its ballots as files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.jobs import electing
from folkmoot.model.errors import BadInput
from folkmoot.reports.election_course import Seen, seen
from folkmoot.reports.homes import Homes
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.governing import ballots
from folkmoot.web.governing.candidacy import own_of
from folkmoot.web.house import house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.wiring.electing import ballots_as_csv, signed_election
from folkmoot.wiring.signing import public_key


def elections(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the elections, those that are not counted yet first."""
    page = Page("elections", "elections/elections.html", "elections", own=("stage",), fixed={"at": minute()})
    return answer_page(request, page, form)


def election(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one election: where it is, who stands, whether the reader may vote and why, and what came of it."""
    return _shown(request, name, form)


def _shown(
    request: HttpRequest, name: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("election", "elections/election.html", "elections", fixed={"id": name, "at": minute()})

    def more(_answer: Any) -> dict[str, Any]:
        it = seen_or_404(name)
        key = public_key(house()) if it.course.counted else ""
        return {"own": own_of(it, actor_of(request)), "fault": fault, "typed": typed or {}, "key": key}

    return answer_page(request, page, form, more)


def seen_or_404(name: str) -> Seen:
    """Return the election as it stands now. Errors: Http404 for none."""
    try:
        return seen(house().homes(), name, clock())
    except BadInput as error:
        raise Http404(name) from error


Verb = Callable[[HttpRequest, Homes, str], str]


def _nominate(request: HttpRequest, homes: Homes, name: str) -> str:
    person = request.POST.get("person", "")
    electing.nominate(homes, name, person, actor=actor_of(request), now=clock())
    if person.strip():
        return _("Nominated. They stand once they accept.")
    return _("You stand. Write a statement, so that voters know what for.")


def _answer(verb: str, told: Callable[[], str]) -> Verb:
    def act(request: HttpRequest, homes: Homes, name: str) -> str:
        electing.answer(homes, name, verb, actor=actor_of(request), now=clock(), why=request.POST.get("why", ""))
        return told()

    return act


def _state(request: HttpRequest, homes: Homes, name: str) -> str:
    en, zh = request.POST.get("en", ""), request.POST.get("zh", "")
    electing.state(homes, name, en, zh, actor=actor_of(request), now=clock())
    return _("Your statement is on this page now.")


def _endorse(request: HttpRequest, homes: Homes, name: str) -> str:
    electing.endorse(homes, name, request.POST.get("person", ""), actor=actor_of(request), now=clock())
    return _("Your endorsement counts.")


def _request(request: HttpRequest, homes: Homes, name: str) -> str:
    electing.request(homes, name, request.POST.get("why", ""), actor=actor_of(request), now=clock())
    return _("The election officers will decide; you see it here.")


def _decide(request: HttpRequest, homes: Homes, name: str) -> str:
    granted = request.POST.get("granted", "") == "yes"
    electing.decide(
        homes, name, request.POST.get("person", ""), granted=granted, why=request.POST.get("why", ""), actor=actor_of(request),
        now=clock(),
    )  # fmt: skip
    return _("Granted: they are on the roll.") if granted else _("Refused; they can read why.")


def _count(request: HttpRequest, homes: Homes, name: str) -> str:
    electing.close(homes, name, actor=actor_of(request), now=clock())
    return _("The ballots are counted, and the key of the box is destroyed.")


def _certify(request: HttpRequest, homes: Homes, name: str) -> str:
    electing.certify(homes, name, request.POST.get("why", ""), actor=actor_of(request), now=clock())
    return _("The result is certified.")


VERBS: Mapping[str, Verb] = {
    "nominate": _nominate,
    "accept": _answer("accept", lambda: _("You stand. Write a statement, so that voters know what for.")),
    "decline": _answer("decline", lambda: _("You have declined.")),
    "withdraw": _answer("withdraw", lambda: _("You have withdrawn.")),
    "statement": _state, "endorse": _endorse, "request": _request, "decide": _decide, "count": _count, "certify": _certify,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Do one thing about an election; what is wrong with it is told on the page, with what was typed."""
    seen_or_404(name)
    typed = {**request.POST.dict(), "verb": verb}
    return done(
        request,
        lambda: VERBS[verb](request, house().homes(), name),
        lambda fault: _shown(request, name, fault=fault, typed=typed),
        reverse("election", args=[name]),
    )


@require_GET
def record(_request: HttpRequest, name: str) -> HttpResponse:
    """Give the signed record of a counted election as a file."""
    seen_or_404(name)
    response = JsonResponse(
        signed_election(house(), name, clock()), json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_GET
def opened_ballots(_request: HttpRequest, name: str) -> HttpResponse:
    """Give the ballots of a counted election as moot tally reads them."""
    seen_or_404(name)
    response = HttpResponse(ballots_as_csv(house(), name, clock()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-ballots.csv"'
    return response


urlpatterns = [
    *twins("elections/", elections, "elections"),
    *twins("elections/<slug:name>/", election, "election"),
    path("elections/<slug:name>/record/", record, name="election-record"),
    path("elections/<slug:name>/ballots/", opened_ballots, name="election-ballots"),
    path("elections/<slug:name>/ballot/", ballots.ballot, name="election-ballot"),
    path("elections/<slug:name>/receipt/", ballots.receipt, name="election-receipt"),
    *[path(f"elections/<slug:name>/{verb}/", act, {"verb": verb}, name=f"election-{verb}") for verb in VERBS],
]
