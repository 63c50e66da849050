"""What becomes of a group: the list of changes that are asked for, one of them with its vote and its difference, and the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import lifecycle as job
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind
from folkmoot.model.lifecycle import FATES
from folkmoot.model.text import Text
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done, status_of
from folkmoot.web.governing.petitioning import Verbs, shown, verbs_of
from folkmoot.web.house import ask, community, house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "lifecycle"
FIELDS = ("what", "into", "leads", "why")
INDEX = Page("lifecycle", "lifecycle/changes.html", SECTION, own=("state", "what"))


def changes(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the groups that shall rest, be revived, merged or archived."""
    return answer_page(request, INDEX, form)


@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Show one: what is asked, what it lacks, what was said, its vote, and the difference that follows."""
    return _shown(request, number)


def _shown(request: HttpRequest, number: int, fault: str = "", typed: Mapping[str, str] | None = None) -> HttpResponse:
    homes = house().homes()
    try:
        it = job.course(homes, number, clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    known, slug, into = homes.charter.group_by_slug, it.petition.group, it.petition.wanted["into"]
    context = {
        **shown(request, it, SECTION, fault, typed), "name": homes.faces.masked(job.title_of(homes, it.petition)),
        "group_name": known[slug].name if slug in known else Text(slug, slug), "fates": FATES, "heirs": _groups(homes.charter.groups),
        "heir_name": known[into].name if into in known else Text(into, into),
        "signs": [ask("dormancy", group=slug)] if slug in known and known[slug].status != "archived" else [],
    }  # fmt: skip
    return render(request, "lifecycle/change.html", context)


def _groups(groups: Iterable[Group]) -> list[Group]:
    """Return the groups that may take over, or be asked about."""
    return [each for each in groups if each.kind is not Kind.COMMITTEE and each.status != "archived"]


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, and record what is asked when that is wanted; what it lacks may be added later."""
    said, fault, status = request.POST.dict() if request.method == "POST" else request.GET.dict(), "", 200
    homes = house().homes()
    if request.method == "POST":
        try:
            number = job.ask(homes, said.get("group", ""), _fields(request), actor=actor_of(request), now=clock())
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("It is asked for. Everybody may speak about it for a week."))
            return HttpResponseRedirect(reverse("lifecycle-one", args=[number]))
    groups = _groups(homes.charter.groups)
    asked = homes.charter.group_by_slug.get(said.get("group", ""))
    if asked is not None and not said.get("what"):
        said["what"] = "revive" if asked.status == "dormant" else "rest"
    context = {
        "section": SECTION, "zone": community().zone, "said": said, "fault": fault, "groups": groups, "heirs": groups, "fates": FATES,
    }  # fmt: skip
    return render(request, "lifecycle/new.html", context, status=status)


def _fields(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in FIELDS}


def _revise(request: HttpRequest, number: int) -> str:
    job.revise(house().homes(), number, _fields(request), actor=actor_of(request), now=clock())
    return _("The change is recorded. The week of notice begins anew.")


VERBS: Verbs = {**verbs_of(job.SORT, job.put, job.apply), "revise": _revise}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing about what is asked; what is wrong with it is told on the page, with what was typed."""
    typed, back = {**request.POST.dict(), "verb": verb}, reverse("lifecycle-one", args=[number])
    return done(
        request, lambda: VERBS[verb](request, number), lambda fault: _shown(request, number, fault, typed), back
    )


urlpatterns = [
    *twins("lifecycle/", changes, "lifecycle"),
    path("lifecycle/new/", new, name="lifecycle-new"),
    path("lifecycle/<int:number>/", one, name="lifecycle-one"),
    *[path(f"lifecycle/<int:number>/{verb}/", act, {"verb": verb}, name=f"lifecycle-{verb}") for verb in VERBS],
]
