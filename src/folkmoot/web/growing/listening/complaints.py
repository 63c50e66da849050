"""Complaint conferences: the list, one with its complaints, one complaint with its answers, what changed, and the acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import complaints as job
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.complaint import ANSWERS, NEXT, Cluster
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.reports.conference import SORT_NAMES
from folkmoot.reports.homes import Homes
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import new_one
from folkmoot.web.growing.listening.complaint_new import SECTION, names_of, new, new_conference, seen_or_404
from folkmoot.web.house import house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins


def complaints(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the complaint conferences, the open ones first."""
    page = Page("complaints", "complaints/complaints.html", SECTION, fixed={"at": soon()})
    new = Text("New conference", "新建吐槽大会")
    return answer_page(request, page, form, lambda _answer: {"main_action": new_one(request, "conference-new", new)})


def changed(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show which complaints changed something, and what."""
    page = Page("changed", "complaints/changed.html", SECTION, own=("page",), fixed={"at": soon()}, paged=True)
    return answer_page(request, page, form)


def conference(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one conference."""
    return _conference(request, name, form)


def _conference(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    at = {} if request.GET.get("at") else {"at": soon()}
    own = ("sort", "state", "area", "q", "page", "at")
    page = Page("conference", "complaints/conference.html", SECTION, own=own, fixed={"id": name, **at}, paged=True)
    return answer_page(
        request,
        page,
        form,
        lambda _answer: {"own": own_of(request, name), "fault": fault, "sorts": list(SORT_NAMES.items())},
    )


def complaint(request: HttpRequest, name: str, number: int, form: str = "html") -> HttpResponse:
    """Show one complaint."""
    return _complaint(request, name, number, form)


def _complaint(request: HttpRequest, name: str, number: int, form: str = "html", fault: str = "") -> HttpResponse:
    page = Page("complaint", "complaints/complaint.html", SECTION, fixed={"id": f"{name}/{number}", "at": soon()})
    typed = request.POST.dict() if fault else {}

    def more(_answer: Answer) -> dict[str, Any]:
        return {"own": {**own_of(request, name), **_may(request, name, number)}, "fault": fault, "typed": typed}

    return answer_page(request, page, form, more)


def own_of(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return what the reader may do, what they voted for, and which complaints are their own: for their eyes only."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    it = seen_or_404(homes, name)
    own = names_of(request, homes, actor)
    mine = {one.number for one in it.standing.complaints.values() if one.is_shown and it.is_one_of(one.person, own)}
    voted, authored = set(), set()
    for one in it.standing.clusters if own else ():
        if any(it.is_one_of(who, own) for each in one.members for who in each.voters):
            voted.add(one.number)
        if mine & {each.number for each in one.members}:
            authored.add(one.number)
    open_ = it.stage == "open"
    hidden = [
        {"number": one.number, "title": homes.faces.masked_words(one.title), "why": homes.faces.masked_words(one.hidden)}
        for one in it.standing.complaints.values() if one.hidden and not one.withdrawn
    ]  # fmt: skip
    organise = bool(actor.name) and job.may_organise(it, actor)
    return {
        "signed": bool(actor.name), "open": open_, "organise": organise, "mine": mine, "voted": voted, "authored": authored,
        "hidden": hidden if organise else [], "now": now,
    }  # fmt: skip


def _may(request: HttpRequest, name: str, number: int) -> dict[str, Any]:
    homes, actor = house().homes(), actor_of(request)
    it = seen_or_404(homes, name)
    one = _found(it, number)
    answer = bool(actor.name) and any(job.may_answer(it, each.area, actor) for each in one.members)
    return {"answer": answer, "next": [(key, ANSWERS[key]) for key in NEXT[one.state]]}


def _found(it: job.Seen, number: int) -> Cluster:
    try:
        return it.cluster(number)
    except BadInput as error:
        raise Http404(str(number)) from error


Asked = tuple[HttpRequest, Homes, str, int, Actor, Sequence[str]]


def _vote(asked: Asked) -> str:
    request, homes, name, number, actor, own = asked
    held = request.POST.get("held") != "no"
    job.vote(homes, name, own, number, held=held, actor=actor, now=clock())
    return _("Your vote counts.") if held else _("Your vote is taken back.")


def _withdraw(asked: Asked) -> str:
    _request, homes, name, number, actor, own = asked
    job.withdraw(homes, name, own, number, actor=actor, now=clock())
    return _("Your complaint is taken back.")


def _merge(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    job.merge(homes, name, number, _number(request.POST.get("into", "")), actor=actor, now=clock())
    return _("They are one now.")


def _split(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    away = _number(request.POST.get("away", ""))
    job.split(homes, name, number, away=away, actor=actor, now=clock())
    return _("They are not suggested as one any more.") if away else _("It stands by itself again.")


def _hide(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    job.hide(homes, name, number, actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("It is hidden.")


def _show(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    job.show(homes, name, number, actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("It is shown again.")


def _link(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    held = request.POST.get("held") != "no"
    job.link(homes, name, number, request.POST.get("link", ""), held=held, actor=actor, now=clock())
    return _("It is linked.") if held else _("The link is gone.")


def _answer(asked: Asked) -> str:
    request, homes, name, number, actor, _own = asked
    typed = request.POST
    job.answer(
        homes, name, number, typed.get("state", ""), typed.get("words", ""), address=typed.get("link", ""), actor=actor, now=clock()
    )  # fmt: skip
    return _("Your answer is recorded.")


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0


VERBS: Mapping[str, Callable[[Asked], str]] = {
    "vote": _vote, "withdraw": _withdraw, "merge": _merge, "split": _split, "hide": _hide, "show": _show, "link": _link,
    "answer": _answer,
}  # fmt: skip
GONE = frozenset({"withdraw", "hide", "show"})
"""After these the complaint has no page, or had none."""


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, number: int, verb: str) -> HttpResponse:
    """Do one thing about a complaint; what is wrong with it is told on the page from which it came."""
    homes, actor = house().homes(), actor_of(request)
    seen_or_404(homes, name)
    listed_ = request.POST.get("back") == "conference" or verb in GONE
    asked = (request, homes, name, number, actor, names_of(request, homes, actor))

    def shown(fault: str) -> HttpResponse:
        one = seen_or_404(homes, name).standing.cluster_of(number)
        if request.POST.get("back") == "conference" or one is None:
            return _conference(request, name, fault=fault)
        return _complaint(request, name, number, fault=fault)

    back = reverse("conference", args=[name]) if listed_ else reverse("complaint", args=[name, number])
    return done(request, lambda: VERBS[verb](asked), shown, back)


urlpatterns = [
    *twins("complaints/", complaints, "complaints"),
    path("complaints/new/", new_conference, name="conference-new"),
    *twins("complaints/changed/", changed, "changed"),
    path("complaints/<str:name>/new/", new, name="complaint-new"),
    *[
        path(f"complaints/<str:name>/<int:number>/{verb}/", act, {"verb": verb}, name=f"complaint-{verb}")
        for verb in VERBS
    ],
    *twins("complaints/<str:name>/<int:number>/", complaint, "complaint"),
    *twins("complaints/<str:name>/", conference, "conference"),
]
