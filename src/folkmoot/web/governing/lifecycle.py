"""What becomes of a group: the list of changes that are asked for, one of them with its vote and its difference, and the form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import lifecycle as job
from folkmoot.jobs import moving
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group, Kind
from folkmoot.model.lifecycle import FATES
from folkmoot.model.text import Text
from folkmoot.reports.petitioned import STAGES, stage_of
from folkmoot.reports.proposals import person_row
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.governing.motions import clock
from folkmoot.web.governing.proposals import told
from folkmoot.web.house import ask, community, house
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
    homes, actor, now = house().homes(), actor_of(request), clock()
    try:
        it = job.course(homes, number, now)
    except BadInput as error:
        raise Http404(str(error)) from error
    day, wanted, slug = moving.day_of(homes, now), it.petition.wanted, it.petition.group
    known, signed = homes.charter.group_by_slug, request.user.is_authenticated
    committees = [each for each in homes.charter.groups if each.kind is Kind.COMMITTEE]
    said = [{"at": act.at, "by": act.by, "verb": act.verb, "why": homes.faces.masked_words(act.why)}
            for act in it.petition.acts if act.verb in ("comment", "revise", "withdraw")]  # fmt: skip
    stage = stage_of(it.petition, it.lacks, now, stands=it.stands)
    context = {
        "section": SECTION, "zone": community().zone, "prefix": "lifecycle", "it": it, "wanted": wanted, "fault": fault,
        "typed": typed or {}, "name": homes.faces.masked(job.title_of(homes, it.petition)), "stage": stage, "stage_name": STAGES[stage],
        "said": said, "by": person_row(homes, it.petition.person), "group_name": known[slug].name if slug in known else Text(slug, slug),
        "heir_name": known[wanted["into"]].name if wanted["into"] in known else Text(wanted["into"], wanted["into"]),
        "own": it.petition.person in actor.people, "fates": FATES, "heirs": _groups(homes.charter.groups),
        "signs": [ask("dormancy", group=slug)] if slug in known and known[slug].status != "archived" else [],
        "places": [each for each in committees if signed and moving.may_move(homes, each, actor, now)],
        "may_apply": signed and any(may_manage(actor, each, day) for each in committees),
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
            fault, status = refusal(error), 403 if isinstance(error, NotAllowed) else 400
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


def _comment(request: HttpRequest, number: int) -> str:
    job.comment(number, request.POST.get("why", ""), actor=actor_of(request), now=clock())
    return _("Your comment is recorded.")


def _revise(request: HttpRequest, number: int) -> str:
    job.revise(house().homes(), number, _fields(request), actor=actor_of(request), now=clock())
    return _("The change is recorded. The week of notice begins anew.")


def _withdraw(request: HttpRequest, number: int) -> str:
    job.withdraw(number, actor=actor_of(request), now=clock())
    return _("The proposal is withdrawn.")


def _put(request: HttpRequest, number: int) -> str:
    job.put(house().homes(), number, group=request.POST.get("group", ""), actor=actor_of(request), now=clock())
    return _("The motion is open. The electorate is fixed as of now.")


def _apply(request: HttpRequest, number: int) -> str:
    branch = request.POST.get("branch", "").strip()
    return told(job.apply(house().homes(), number, actor=actor_of(request), now=clock(), branch=branch), branch)


VERBS: Mapping[str, Callable[[HttpRequest, int], str]] = {
    "comment": _comment, "revise": _revise, "withdraw": _withdraw, "put": _put, "apply": _apply,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing about what is asked; what is wrong with it is told on the page, with what was typed."""
    try:
        said = VERBS[verb](request, number)
    except (BadInput, NotAllowed) as error:
        response = _shown(request, number, fault=refusal(error), typed={**request.POST.dict(), "verb": verb})
        response.status_code = 403 if isinstance(error, NotAllowed) else 400
        return response
    messages.success(request, said)
    return HttpResponseRedirect(reverse("lifecycle-one", args=[number]))


urlpatterns = [
    *twins("lifecycle/", changes, "lifecycle"),
    path("lifecycle/new/", new, name="lifecycle-new"),
    path("lifecycle/<int:number>/", one, name="lifecycle-one"),
    *[path(f"lifecycle/<int:number>/{verb}/", act, {"verb": verb}, name=f"lifecycle-{verb}") for verb in VERBS],
]
