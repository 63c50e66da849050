"""Founding a group: the list of what is proposed, one of them with what it lacks and what is said about it, and its form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import founding as job
from folkmoot.jobs.founding_chapters import FIELDS as OF_CHAPTERS
from folkmoot.ledger import petitions
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.proposals import person_row
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done, status_of
from folkmoot.web.governing.petitioning import Verbs, shown, verbs_of
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "founding"
FIELDS = (
    "slug",
    "kind",
    "name_en",
    "name_zh",
    "scope",
    "lead",
    "people",
    "proposal",
    "repositories",
    "mail",
    *OF_CHAPTERS,
)


def foundings(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the groups that somebody wants to found."""
    return answer_page(request, Page("founding", "founding/foundings.html", SECTION, own=("state", "q")), form)


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one: what is proposed, what it lacks, what was said, its vote, and the files that follow."""
    return _shown(request, number)


def _shown(request: HttpRequest, number: int, fault: str = "", typed: Mapping[str, str] | None = None) -> HttpResponse:
    homes = house().homes()
    try:
        it = job.founding(homes, number, clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    wanted = it.petition.wanted
    name = Text(wanted["name_en"] or wanted["name_zh"], wanted["name_zh"] or wanted["name_en"])
    context = {
        **shown(request, it, SECTION, fault, typed), "name": homes.faces.masked(name),
        "people": [person_row(homes, who) for who in wanted["people"]], "lead": person_row(homes, wanted["lead"]),
    }  # fmt: skip
    return render(request, "founding/founding.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new group, and record it when that is asked for; what it lacks may be added later."""
    said = request.POST.dict() if request.method == "POST" else {}
    fault, status = "", 200
    if request.method == "POST":
        try:
            number = job.propose(house().homes(), _fields(request), actor=actor_of(request), now=clock())
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("The group is proposed. Everybody may speak about it for a week."))
            return HttpResponseRedirect(reverse("founding-one", args=[number]))
    context = {"section": SECTION, "zone": community().zone, "said": said, "fault": fault}
    return render(request, "founding/new.html", context, status=status)


def _fields(request: HttpRequest) -> dict[str, Any]:
    return people_in(house().homes(), {name: request.POST.get(name, "") for name in FIELDS})


def people_in(homes: Homes, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed with those who found and lead a group by their ids, where it names them otherwise."""
    people, lead = (homes.faces.ids_named(said[name]) for name in ("people", "lead"))
    return {**said, "people": people, "lead": " ".join(lead)}


def _revise(request: HttpRequest, number: int) -> str:
    job.revise(
        number, {**petitions.one("group", number).wanted, **_fields(request)}, actor=actor_of(request), now=clock()
    )
    return _("The change is recorded. The week of notice begins anew.")


VERBS: Verbs = {**verbs_of("group", job.put, job.apply), "revise": _revise}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing about a group to be founded; what is wrong with it is told on the page, with what was typed."""
    typed, back = {**request.POST.dict(), "verb": verb}, reverse("founding-one", args=[number])
    return done(
        request, lambda: VERBS[verb](request, number), lambda fault: _shown(request, number, fault, typed), back
    )


urlpatterns = [
    *twins("founding/", foundings, "founding"),
    path("founding/new/", new, name="founding-new"),
    path("founding/<int:number>/", one, name="founding-one"),
    *[path(f"founding/<int:number>/{verb}/", act, {"verb": verb}, name=f"founding-{verb}") for verb in VERBS],
]
