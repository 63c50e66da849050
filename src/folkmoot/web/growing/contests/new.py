"""The form with which an organiser sets up a contest: what was typed becomes a planned change of the charter, shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from folkmoot.charter.contest_templates import templates
from folkmoot.jobs import declaring
from folkmoot.jobs.contest_declaring import Planned, plan_from, planned
from folkmoot.model.actor import Actor
from folkmoot.model.contest import GUARDS
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text
from folkmoot.rules import telling_contests as say
from folkmoot.rules import telling_submissions as tell
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.declaring import NOTHING, group_choices, may_declare
from folkmoot.web.forms import Sheet
from folkmoot.web.growing.contests.fields import ContestForm, EntriesForm, EventsForm, Offered
from folkmoot.web.growing.contests.typed import entry_of, of_template
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import refusal

SECTION = "contests"
CITY_TEMPLATE = "mindcon-2020"
BEGINNINGS = (
    ("city", Text("City contest, as MindCon was", "城市大赛（以 MindCon 为例）")), ("empty", Text("Contest from nothing", "空白大赛")),
    ("entries", Text("Submission contest", "提交类大赛")),
)  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, filled from a template; show the change that follows; write it when that is asked for."""
    actor, made, fault, status = actor_of(request), None, "", 200
    like = request.GET.get("like", "city")
    form = _form(request, actor, like)
    if request.method == "POST":
        status = 400
        try:
            made = _planned(form, actor) if form.is_valid() else None
            status = 200 if made and not made.faults else 400
            if made and "declare" in request.POST:
                return _declared(request, made, actor)
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
    sheet = Sheet(
        SECTION, Text("New contest", "新建大赛"),
        Text("What you write here becomes a planned change of the charter: first you look at it, then it is written. "
             "The rules are frozen when the contest begins.",
             "这里填写的内容将成为对章程的计划变更：先查看，再写入。大赛开始时规则即冻结。"),
        Text("Look at the change", "查看变更"), above=((reverse("contests"), Text("Contests", "大赛")),), sheets=("contests",),
    )  # fmt: skip
    context = {
        "section": SECTION, "zone": community().zone, "sheet": sheet, "form": form, "fault": fault, "made": made, "like": like,
        "branch": request.POST.get("branch", ""), "beginnings": BEGINNINGS, "words": _words(made),
        "barred": not may_declare(request),
    }  # fmt: skip
    return render(request, "contests/new.html", context, status=status)


def _form(request: HttpRequest, actor: Actor, like: str) -> ContestForm:
    homes = house().homes()
    offered = Offered(group_choices(request, NOTHING), homes.charter.community.zone)
    sort = EntriesForm if like == "entries" else EventsForm
    if request.method == "POST":
        return sort(request.POST, offered=offered)
    first: dict[str, Any] = {f"guard_{name}": True for name in GUARDS}
    if like == "city":
        first = of_template(templates()[CITY_TEMPLATE])
    if actor.operator and actor.people:
        first["organizers"] = homes.faces.name_of(actor.people[0])
    return sort(initial=first, offered=offered)


def _planned(form: ContestForm, actor: Actor) -> Planned | None:
    """Return what follows from the form; None where it tells at its fields what is wrong."""
    homes = house().homes()
    entry = entry_of(form, homes)
    if form.errors:
        return None
    ready = form.cleaned_data.get("evaluator", "")
    return planned(homes, plan_from(entry), actor=actor, now=clock(), evaluator=ready)


def _declared(request: HttpRequest, made: Planned, actor: Actor) -> HttpResponse:
    branch = request.POST.get("branch", "").strip()
    declaring.declare(house().homes(), made, actor=actor, branch=branch)
    if branch:
        told = _("The change is committed on the branch %(branch)s. Push it, and open a pull request.")
        messages.success(request, told % {"branch": branch})
        return HttpResponseRedirect(reverse("contests"))
    messages.success(request, _("The contest is declared."))
    return HttpResponseRedirect(reverse("contest", args=[made.plan.id]))


def _words(made: Planned | None) -> list[Text]:
    """Return how what was typed will be read, in sentences."""
    if made is None:
        return []
    plan, evaluation = made.plan, made.plan.evaluation
    if evaluation is not None:
        metrics = [Text(f"{tell.metric_title(one).said_in('en')}: {tell.metric_words(one).en}",
                        f"{tell.metric_title(one).said_in('zh')}：{tell.metric_words(one).zh}") for one in evaluation.metrics]  # fmt: skip
        return [
            *metrics,
            tell.tie_words(shared="shared" in plan.ties),
            tell.quota_words(evaluation),
            tell.limit_words(evaluation),
        ]
    guards = [say.guard_words(one) for one in plan.guards]
    return [*(say.rule_words(one) for one in plan.scoring), *guards, say.tie_words(plan)]
