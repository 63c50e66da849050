"""Joining a group from its page: how it is done, who asks, the leads' answers, and the change of the charter that follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import joining as job
from folkmoot.jobs import moving
from folkmoot.model.answer import Answer
from folkmoot.rules.authority import serving_on
from folkmoot.web.accounts.who import actor_of, forge_accounts
from folkmoot.web.acting import done
from folkmoot.web.governing.proposals import told
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins

SECTION = "joining"


def joining(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show how one becomes a member of a group, and who asks to."""
    return _shown(request, slug, form)


def _shown(
    request: HttpRequest, slug: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("joining", "joining/joining.html", SECTION, fixed={"id": slug})

    def more(_answer: Answer) -> dict[str, Any]:
        return {"own": _own(request, slug), "fault": fault, "typed": typed or {}}

    return answer_page(request, page, form, more)


def _own(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Return the group, and what the reader may do."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    group, day = moving.group_of(homes, slug), moving.day_of(homes, now)
    leads = request.user.is_authenticated and job.may_answer(homes, group, actor, now)
    return {
        "group": group, "how": job.how_to_join(group), "leads": leads, "name": actor.name,
        "serves": bool(serving_on(group, day).intersection(actor.people)),
        "nobody": not actor.people and not (request.user.is_authenticated and forge_accounts(request.user)),
        "mine": sorted(homes.faces.id_of(homes.identity.person_of.get(one, one)) for one in actor.people),
        "waits": job.waiting(slug, actor) if actor.name else None,
        "plan": job.planned(homes, slug, now) if leads else None,
    }  # fmt: skip


def _ask(request: HttpRequest, slug: str) -> str:
    user, actor = request.user, actor_of(request)
    accounts = () if actor.people or not user.is_authenticated else forge_accounts(user)
    made = job.ask(
        house().homes(), slug, actor=actor, accounts=accounts, name=request.POST.get("name", "").strip(), now=clock(),
        why=request.POST.get("why", ""),
    )  # fmt: skip
    if made.state == "accepted":
        return _("You are in. The charter says so as soon as a lead has written it down.")
    return _("Your application is recorded. Those who lead the group answer it.")


def _leave(request: HttpRequest, slug: str) -> str:
    job.leave(house().homes(), slug, actor=actor_of(request), now=clock(), why=request.POST.get("why", ""))
    return _("You have left. The charter says so as soon as a lead has written it down.")


def _answered(verb: str) -> Callable[[HttpRequest, str], str]:
    def act(request: HttpRequest, _slug: str) -> str:
        number, why = _number(request), request.POST.get("why", "")
        job.answer(house().homes(), number, verb, actor=actor_of(request), now=clock(), why=why)
        return _("Your answer is recorded.")

    return act


def _withdraw(request: HttpRequest, _slug: str) -> str:
    job.withdraw(_number(request), actor=actor_of(request), now=clock(), why=request.POST.get("why", ""))
    return _("Your application is withdrawn.")


def _write(request: HttpRequest, slug: str) -> str:
    branch = request.POST.get("branch", "").strip()
    return told(job.apply(house().homes(), slug, actor=actor_of(request), now=clock(), branch=branch), branch)


def _number(request: HttpRequest) -> int:
    said = request.POST.get("number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


VERBS: Mapping[str, Callable[[HttpRequest, str], str]] = {
    "ask": _ask, "leave": _leave, "accept": _answered("accept"), "refuse": _answered("refuse"), "withdraw": _withdraw,
    "write": _write,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, slug: str, verb: str) -> HttpResponse:
    """Do one thing about joining a group; what is wrong with it is told on the page, with what was typed."""
    if slug not in house().charter.group_by_slug:
        return joining(request, slug)
    typed, back = {**request.POST.dict(), "verb": verb}, reverse("joining", args=[slug])
    return done(
        request, lambda: VERBS[verb](request, slug), lambda fault: _shown(request, slug, fault=fault, typed=typed), back
    )


urlpatterns = [
    *twins("groups/<str:slug>/join/", joining, "joining"),
    *[path(f"groups/<str:slug>/join/{verb}/", act, {"verb": verb}, name=f"joining-{verb}") for verb in VERBS],
]
