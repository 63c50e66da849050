"""Recruitment rounds of chapters: one with its form, the applications for those who answer, and opening one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import gatherings, joining
from folkmoot.jobs import recruiting as job
from folkmoot.model.groups import Group, Kind
from folkmoot.model.petition import STATES, Petition
from folkmoot.model.recruiting import Wanted
from folkmoot.model.text import Text
from folkmoot.reports.gathering_course import family_of
from folkmoot.reports.homes import Homes
from folkmoot.reports.proposals import person_row
from folkmoot.reports.recruiting import applications
from folkmoot.rules.gatherings import FORMAT
from folkmoot.web.accounts.who import actor_of, forge_accounts
from folkmoot.web.acting import done
from folkmoot.web.forms import Form, MomentField, Sheet, WordsField, form_page, told
from folkmoot.web.governing.calendar import ZONES
from folkmoot.web.governing.proposals import told as written_words
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins

SECTION = "chapters"


def rounds(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the recruitment rounds of all chapters."""
    page = Page("recruitment", "recruiting/rounds.html", SECTION, fixed={"at": soon()})
    return answer_page(request, page, form)


def one(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one round: its form, one's own application, and to those who answer all of them."""
    return _shown(request, ident, form)


def _shown(
    request: HttpRequest, ident: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("recruitment", "recruiting/round.html", SECTION, fixed={"id": ident, "at": clock().isoformat()})
    return answer_page(
        request, page, form, lambda _answer: {**_own(request, ident), "fault": fault, "typed": typed or {}}
    )


def _own(request: HttpRequest, ident: str) -> dict[str, Any]:
    homes, actor, now = house().homes(), actor_of(request), clock()
    it = job.seen(homes, ident, now)
    group, user = homes.charter.group_by_slug[it.group], request.user
    found = [each for each in applications(ident) if job.may_read(homes, each, actor, now)]
    mine = [each for each in found if each.person in actor.people or each.by == actor.name]
    organises = bool(actor.name) and gatherings.may_organise(homes, group, actor, now)
    plans = (
        [(slug, joining.planned(homes, slug, now)) for slug in it.wanted.teams if slug in homes.charter.group_by_slug]
        if organises
        else []
    )
    return {
        "group": group, "own": {
            "signed": bool(actor.name), "organises": organises, "declared": bool(actor.people),
            "proven": bool(actor.people) or (user.is_authenticated and bool(forge_accounts(user))),
            "may_apply": it.stage == "open" and not any(each.state in ("asked", "accepted", "done") for each in mine),
        },
        "mine": [_row(homes, group, each) for each in mine],
        "all": [_row(homes, group, each) for each in sorted(found, key=lambda each: each.state != "asked")] if organises else [],
        "directions": group.chapter.directions if group.chapter else (),
        "plans": [(homes.charter.group_by_slug[slug], plan) for slug, plan in plans if plan.joins or plan.leaves],
    }  # fmt: skip


def _row(homes: Homes, chapter: Group, each: Petition) -> dict[str, Any]:
    """Return an application as those read it who may."""
    team = homes.charter.group_by_slug.get(each.group)
    wanted = str(each.content.get("direction") or "")
    known = {one.id: one.title for one in (chapter.chapter.directions if chapter.chapter else ())}
    who = person_row(homes, each.person)
    return {
        "number": each.number, "person": who["id"], "name": who["name"] or each.content.get("name") or each.person,
        "team": team.name if team else each.group, "direction": known.get(wanted, wanted), "why": each.why, "state": each.state,
        "answer": each.content.get("answer") or "", "state_name": STATES["accepted" if each.state == "done" else each.state], "at": each.at,
        "reason": each.reason,
    }  # fmt: skip


def _apply(request: HttpRequest, homes: Homes, ident: str) -> str:
    said, user, actor = request.POST, request.user, actor_of(request)
    accounts = () if actor.people or not user.is_authenticated else forge_accounts(user)
    job.apply_to(
        homes, ident, team=said.get("team", ""), why=said.get("why", ""), direction=said.get("direction", ""),
        answer=said.get("answer", ""), accounts=accounts, name=said.get("name", "").strip(), actor=actor, now=clock(),
    )  # fmt: skip
    return _("Your application is recorded. Those who organise the chapter answer it.")


def _withdraw(request: HttpRequest, _homes: Homes, _ident: str) -> str:
    job.withdraw(_number(request), actor=actor_of(request), now=clock())
    return _("Your application is withdrawn.")


def _answered(verb: str) -> Callable[[HttpRequest, Homes, str], str]:
    def act(request: HttpRequest, homes: Homes, _ident: str) -> str:
        job.answer(homes, _number(request), verb, actor=actor_of(request), now=clock(), why=request.POST.get("why", ""))
        return _("Your answer is recorded.")

    return act


def _write(request: HttpRequest, homes: Homes, _ident: str) -> str:
    branch = request.POST.get("branch", "").strip()
    slug = request.POST.get("team", "")
    return written_words(joining.apply(homes, slug, actor=actor_of(request), now=clock(), branch=branch), branch)


def _close(request: HttpRequest, homes: Homes, ident: str) -> str:
    job.close(homes, ident, actor=actor_of(request), now=clock())
    return _("The round takes no further applications.")


def _number(request: HttpRequest) -> int:
    said = request.POST.get("number", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0


VERBS: Mapping[str, Callable[[HttpRequest, Homes, str], str]] = {
    "apply": _apply, "withdraw": _withdraw, "accept": _answered("accept"), "refuse": _answered("refuse"), "write": _write, "close": _close,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, ident: str, verb: str) -> HttpResponse:
    """Do one thing in a round; what is wrong with it is told on its page, with what was typed."""
    return done(
        request,
        lambda: VERBS[verb](request, house().homes(), ident),
        lambda fault: _shown(request, ident, fault=fault, typed={**request.POST.dict(), "verb": verb}),
        reverse("recruitment-one", args=[ident]),
    )


class RoundForm(Form):
    """What a recruitment round says of itself."""

    title = WordsField(label=told(Text("Title", "标题")))
    says = WordsField(
        label=told(Text("Whom you look for, and what they find with you", "招什么人、能收获什么")),
        most=10_000,
        long=True,
        required=False,
    )
    asks = WordsField(
        label=told(Text("A question to everybody who applies", "向申请者提的问题")), most=500, required=False,
        help_text=told(Text("Beside why they come, which direction and which team.", "除申请理由、方向与团队之外。")),
    )  # fmt: skip
    begins = MomentField(label=told(Text("Applications from", "申请开始")))
    ends = MomentField(label=told(Text("Applications until", "申请截止")))
    zone = forms.ChoiceField(label=told(Text("On the clocks of", "时区")))
    teams = forms.MultipleChoiceField(
        label=told(Text("Teams that take people in", "招新团队")), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, teams: list[Group], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = dict.fromkeys((zone, community().zone, *ZONES))
        self.offer(teams=[(one.slug, told(one.name)) for one in teams], zone=[(one, one) for one in zones])


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form of a new round of a chapter, and open it when that is asked for."""
    homes, actor = house().homes(), actor_of(request)
    group = homes.charter.group_by_slug.get(slug)
    if group is None or group.kind is not Kind.CHAPTER:
        raise Http404(slug)
    teams = [homes.charter.group_by_slug[one] for one in sorted(family_of(homes, group))]
    zone = (group.chapter.zone if group.chapter else "") or community().zone
    form = RoundForm(request.POST or None, teams=teams, zone=zone, initial={"zone": zone})

    def does(said: dict[str, Any]) -> str:
        wanted = Wanted(
            slug, said["title"], said["says"] or Text(), said["asks"] or Text(), said["begins"].strftime(FORMAT),
            said["ends"].strftime(FORMAT), said["zone"], tuple(said["teams"]),
        )  # fmt: skip
        ident = job.open_round(homes, wanted, actor=actor, now=clock())
        messages.success(request, _("The round is announced."))
        return reverse("recruitment-one", args=[ident])

    sentence = Text(
        "People apply on its page; only those who lead the chapter or the team read what they write. Who is accepted is welcomed by a "
        "planned change of the charter.",
        "在招新页面提交申请，内容仅分会与团队负责人可见；接受后通过章程变更加入团队。",
    )
    above = ((reverse("chapters"), Text("Chapters", "分会")), (reverse("chapter", args=[slug]), group.name))
    sheet = Sheet(SECTION, Text("New recruitment round", "发起招新"), sentence, Text("Announce it", "发布"), above)
    return form_page(request, sheet, form, does)


urlpatterns = [
    *twins("recruitment/", rounds, "recruitment"),
    path("chapters/<str:slug>/recruit/", new, name="recruitment-new"),
    *[path(f"recruitment/<str:ident>/{verb}/", act, {"verb": verb}, name=f"recruitment-{verb}") for verb in VERBS],
    *twins("recruitment/<str:ident>/", one, "recruitment-one"),
]
