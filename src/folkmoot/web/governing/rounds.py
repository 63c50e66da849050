"""Selection rounds: the list, the form that opens one, and one round from nominations to the change of the charter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.charter.ladders import ladder_of
from folkmoot.jobs import moving, promoting, round_votes
from folkmoot.jobs import rounds as job
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.text import Text
from folkmoot.reports.clauses import role_title
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import every, seen
from folkmoot.rules.authority import may_manage
from folkmoot.rules.bylaws import rule_title, rules_by_name
from folkmoot.rules.rounds import suggested
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done, status_of
from folkmoot.web.governing.reviews import notices_for
from folkmoot.web.governing.round_forms import candidate_named, forms_of
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "rounds"
Asked = tuple[HttpRequest, Homes, int]


def rounds(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the rounds, those that the charter announces first."""
    page = Page("rounds", "rounds/rounds.html", SECTION, own=("state",), fixed={"at": minute()})

    def more(_answer: Any) -> dict[str, Any]:
        places = _places(request)
        return {"places": places, "slugs": [one.slug for one in places], "mine": _mine(request)}

    return answer_page(request, page, form, more)


def _mine(request: HttpRequest) -> dict[str, Any]:
    """Return what waits for the reader's own answer: nominations by their round and role, and reviews."""
    if not request.user.is_authenticated:
        return {}
    homes, actor, now = house().homes(), actor_of(request), clock()
    nominated = [
        (it.round.number, one.role)
        for it in (every(homes, now) if actor.people else ())
        for one in it.course.in_state("nominated")
        if it.course.stage == "nominations" and it.is_me(actor.people, one.person)
    ]
    return {"nominated": nominated, "asked": [it.review.number for it in notices_for(homes, actor)]}


def round_(request: HttpRequest, number: int, form: str = "html") -> HttpResponse:
    """Show one round."""
    return _shown(request, number, form)


def _shown(
    request: HttpRequest, number: int, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("round", "rounds/round.html", SECTION, fixed={"id": str(number), "at": minute()})

    def more(_answer: Any) -> dict[str, Any]:
        return {
            "own": forms_of(house().homes(), number, actor_of(request), clock()),
            "fault": fault,
            "typed": typed or {},
        }

    return answer_page(request, page, form, more)


def _nominate(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    said = request.POST
    act = job.nominate(
        homes, number, said.get("person", ""), said.get("role", ""), actor=actor, now=clock(), why=said.get("why", "")
    )
    if act.content.get("accepted"):
        return _("You stand. You may withdraw at any time.")
    return _("The nomination is recorded. They must agree before the deadline.")


def _answer(verb: str, told: Callable[[], str]) -> Callable[[Asked, Actor], str]:
    def act(asked: Asked, actor: Actor) -> str:
        request, homes, number = asked
        person, role = _named(asked)
        job.answer(homes, number, verb, person, role, actor=actor, now=clock(), why=request.POST.get("why", ""))
        return told()

    return act


def _sponsor(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    person, role = _named(asked)
    job.sponsor(homes, number, person, role, actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("You stand up for them, on record.")


def _put(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    person, role = _named(asked)
    round_votes.put(homes, number, person, role, actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("The motion is open.")


def _freeze(asked: Asked, actor: Actor) -> str:
    _request, homes, number = asked
    try:
        job.freeze(homes, number, actor=actor, now=clock())
    except BadInput:
        if seen(homes, number, clock()).course.frozen is None:  # else what runs beside the portal was quicker
            raise
    job.advance(homes, number, clock())
    return _("The evidence is frozen. Candidates who need a vote are put to it.")


def _advance(asked: Asked, _actor: Actor) -> str:
    _request, homes, number = asked
    return _("It is up to date.") if not job.advance(homes, number, clock()) else _("What was due is done.")


def _cancel(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    job.cancel(homes, number, actor=actor, now=clock(), why=request.POST.get("why", ""))
    return _("The round is called off.")


def _apply(asked: Asked, actor: Actor) -> str:
    request, homes, number = asked
    branch = request.POST.get("branch", "").strip()
    done = promoting.apply(homes, number, actor=actor, now=clock(), branch=branch)
    if done.branch:
        return _("The change is committed on the branch %(branch)s. Push it, and open a pull request.") % {
            "branch": branch
        }
    if done.commit:
        return _("The change is committed: %(commit)s.") % {"commit": done.commit[:12]}
    return _("The charter says so now.")


VERBS: Mapping[str, Callable[[Asked, Actor], str]] = {
    "nominate": _nominate,
    "accept": _answer("accept", lambda: _("You stand. You may withdraw at any time.")),
    "decline": _answer("decline", lambda: _("You have declined.")),
    "withdraw": _answer("withdraw", lambda: _("You have withdrawn.")),
    "sponsor": _sponsor, "put": _put, "freeze": _freeze, "advance": _advance, "cancel": _cancel, "apply": _apply,
}  # fmt: skip


def _named(asked: Asked) -> tuple[str, str]:
    request, homes, number = asked
    return candidate_named(seen(homes, number, clock()), request.POST.get("person", "")), request.POST.get("role", "")


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing in a round; what is wrong with it is told on the page, with what was typed."""
    homes = house().homes()
    typed = {**request.POST.dict(), "verb": verb}

    def does() -> str:
        if verb not in ("advance", "nominate", "accept", "decline", "sponsor", "cancel", "freeze"):
            job.advance(homes, number, clock())
        return VERBS[verb]((request, homes, number), actor_of(request))

    return done(
        request, does, lambda fault: _shown(request, number, fault=fault, typed=typed), reverse("round", args=[number])
    )


@never_cache
@login_required
@require_GET
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Give the change of the charter as a patch, for whoever keeps it elsewhere."""
    try:
        words = promoting.patch_of(house().homes(), number, actor=actor_of(request), now=clock())
    except (BadInput, NotAllowed) as error:
        response = _shown(request, number, fault=refusal(error))
        response.status_code = status_of(error)
        return response
    given = HttpResponse(words, content_type="text/x-patch; charset=utf-8")
    given["Content-Disposition"] = f'attachment; filename="round-{number}.patch"'
    return given


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new round with the dates that are suggested; open it when that is asked for."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    fault, status = "", 200
    if request.method == "POST" and "choose" not in said:
        try:
            number = job.open_round(
                house().homes(), _plan(request, said), actor=actor_of(request), now=clock(), why=said.get("why", "")
            )
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("The round is open."))
            return HttpResponseRedirect(reverse("round", args=[number]))
    return render(request, "rounds/new.html", _form(request, said, fault), status=status)


def _plan(request: HttpRequest, said: Mapping[str, str]) -> RoundPlan:
    """Return what was typed as a plan. Errors: BadInput for a day that is none."""
    for name in ("opens", "until"):
        if not job.is_day(said.get(name, "")):
            raise BadInput(
                Text("this is no day.", "这不是日期。"), mend=Text("Write it as 2026-03-01.", "请写成 2026-03-01。")
            )
    return RoundPlan(
        id="by-hand", group=said.get("group", ""), roles=tuple(request.POST.getlist("role")), opens=said["opens"],
        nominations_until=said["until"], title=Text(said.get("title_en", "").strip(), said.get("title_zh", "").strip()),
        rule=said.get("rule", ""), exceptions=bool(said.get("exceptions")), lower="stays" if said.get("stays") else "ends",
    )  # fmt: skip


def _form(request: HttpRequest, said: Mapping[str, str], fault: str) -> dict[str, Any]:
    homes, places = house().homes(), _places(request)
    chosen = next((one for one in places if one.slug == said.get("group")), places[0] if len(places) == 1 else None)
    last = job.last_begun(homes, chosen.slug, clock()) if chosen else None
    opens, until = suggested(moving.day_of(homes, clock()), last.date() if last else None)
    ladder = ladder_of(homes.charter, chosen) if chosen else None
    taken = request.POST.getlist("role") if request.method == "POST" else []
    return {
        "section": SECTION, "zone": community().zone, "said": said, "fault": fault, "places": places, "chosen": chosen,
        "opens": said.get("opens") or opens.isoformat(), "until": said.get("until") or until.isoformat(),
        "today": moving.day_of(homes, clock()).isoformat(),
        "roles": [(step.role, role_title(ladder, step.role), not taken or step.role in taken) for step in ladder.steps] if ladder else [],
        "rules": [(name, rule_title(rule)) for name, rule in rules_by_name(homes.charter.voting).items()],
    }  # fmt: skip


@never_cache
@login_required
@require_POST
def open_announced(request: HttpRequest) -> HttpResponse:
    """Open a round that the charter announces, before its day too: whoever does so confirms it."""
    said = request.POST
    try:
        _must_be_sure(said)
        number = job.open_declared(
            house().homes(), said.get("key", ""), actor=actor_of(request), now=clock(), why=said.get("why", "")
        )
    except (BadInput, NotAllowed) as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("rounds"))
    messages.success(request, _("The round is open."))
    return HttpResponseRedirect(reverse("round", args=[number]))


def _must_be_sure(said: Mapping[str, Any]) -> None:
    if not said.get("sure"):
        raise BadInput(
            Text("nothing was confirmed.", "尚未确认。"),
            mend=Text("Tick the box, then open the round.", "请勾选后再发起。"),
        )


def _places(request: HttpRequest) -> list[Group]:
    """Return the groups with a ladder that the reader leads; none for who is signed out."""
    if not request.user.is_authenticated:
        return []
    homes, actor = house().homes(), actor_of(request)
    day = moving.day_of(homes, clock())
    groups = [one for one in homes.charter.groups if one.status != "archived" and may_manage(actor, one, day)]
    return [one for one in groups if ladder_of(homes.charter, one) is not None]


urlpatterns = [
    *twins("rounds/", rounds, "rounds"),
    path("rounds/new/", new, name="round-new"),
    path("rounds/open/", open_announced, name="round-open"),
    path("rounds/<int:number>/change.patch", change, name="round-change"),
    *twins("rounds/<int:number>/", round_, "round"),
    *[path(f"rounds/<int:number>/{verb}/", act, {"verb": verb}, name=f"round-{verb}") for verb in VERBS],
]
