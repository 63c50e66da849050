"""Motions: the list, one motion with its vote, and the form that opens one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import moving, voting
from folkmoot.jobs.meeting import tell_in_session
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.motion import KINDS, Motion
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_votes as say
from folkmoot.rules.authority import may_manage
from folkmoot.rules.bylaws import rule_title, rules_by_name
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.governing.floor import told_of, voting_form, written_down
from folkmoot.web.governing.sealed_votes import receipt, sealed
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal
from folkmoot.wiring.signing import public_key, signed_record

LIST_OPTIONS = ("q", "state", "kind", "page", "size")


def motions(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the motions, the open ones first."""
    page = Page("motions", "motions/motions.html", "motions", own=LIST_OPTIONS, fixed={"at": minute()}, paged=True)
    return answer_page(request, page, form, lambda _answer: {"kinds": _kinds(), "may_move": bool(_places(request))})


def motion(request: HttpRequest, number: int, form: str = "html") -> HttpResponse:
    """Show one motion: what is asked, who may vote and did, where it stands, what it needs."""
    return _shown(request, number, form)


def _shown(
    request: HttpRequest, number: int, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    fixed = {"id": str(number), "at": minute()}
    page = Page("motion", "motions/motion.html", "motions", fixed=fixed, part="electors")

    def more(_answer: Answer) -> dict[str, Any]:
        own = voting_form(house().homes(), number, actor_of(request), clock())
        return {"own": own, "fault": fault, "typed": typed or {}, "key": public_key(house()) if own["over"] else ""}

    return answer_page(request, page, form, more)


Verb = Callable[[HttpRequest, Homes, int, datetime], str]


def _vote(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    choice, why = request.POST.get("choice", ""), request.POST.get("why", "")
    voting.vote(homes, number, choice, actor=actor_of(request), now=now, why=why)
    outcome = moving.close_one(number, now)  # a vote that settles it ends it, where the rule says so
    if outcome is not None:
        return _("Your vote is recorded.") + " " + told_of(outcome)
    return _("Your vote is recorded. You may change it until the end.")


def _object(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    voting.object_to(homes, number, request.POST.get("why", ""), actor=actor_of(request), now=now)
    return _("Your objection is recorded.")


def _retract(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    voting.retract(homes, number, actor=actor_of(request), now=now, why=request.POST.get("why", ""))
    return _("Your objection is taken back.")


def _recuse(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    voting.recuse(homes, number, actor=actor_of(request), now=now, why=request.POST.get("why", ""))
    return _("You have left this vote.")


def _withdraw(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    moving.withdraw(homes, number, actor=actor_of(request), now=now, why=request.POST.get("why", ""))
    return _("The motion is withdrawn.")


def _end(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    outcome = moving.end_stage(homes, number, actor=actor_of(request), now=now, why=request.POST.get("why", ""))
    return told_of(outcome)


def _floor(request: HttpRequest, homes: Homes, number: int, now: datetime) -> str:
    return written_down(request, homes, number, now)


VERBS: Mapping[str, Verb] = {
    "vote": _vote, "object": _object, "retract": _retract, "recuse": _recuse, "withdraw": _withdraw, "end": _end,
    "floor": _floor,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing to a motion; what is wrong with it is told beside the form, with what was typed."""
    homes, now = house().homes(), clock()
    try:
        if verb == "vote" and moving.seen(number, now).motion.secret:
            return sealed(request, homes, number, now)
        told = VERBS[verb](request, homes, number, now)
    except (BadInput, NotAllowed) as error:
        typed = {**request.POST.dict(), "verb": verb}
        response = _shown(request, number, fault=refusal(error), typed=typed)
        response.status_code = status_of(error)
        return response
    messages.success(request, told)
    return HttpResponseRedirect(reverse("motion", args=[number]))


@require_GET
def record(_request: HttpRequest, number: int) -> HttpResponse:
    """Give the signed record of a decision as a file."""
    response = JsonResponse(signed_record(house(), number), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="motion-{number}.json"'
    return response


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new motion with its rule and electorate; open it when that is asked for."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    fault, status = "", 200
    if request.method == "POST" and "preview" not in said:
        try:
            number = _opened(request, said)
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("The motion is open. The electorate is fixed as of now."))
            return HttpResponseRedirect(reverse("motion", args=[number]))
    return render(request, "motions/new.html", _form(request, said, fault), status=status)


def _opened(request: HttpRequest, said: Mapping[str, str]) -> int:
    homes, group, now = house().homes(), said.get("group", ""), clock()
    number = moving.move(
        homes, group=group, kind=said.get("kind", "") or "motion",
        title=Text(said.get("title_en", "").strip(), said.get("title_zh", "").strip()), text=said.get("text", "").strip(),
        rule=said.get("rule", ""), recused=_named(said), secret=True if said.get("secret") else None,
        closes_at=_moment(said.get("closes", "")), actor=actor_of(request), now=now, why=said.get("why", ""),
    )  # fmt: skip
    tell_in_session(homes, group, now)
    return number


def _moment(said: str) -> datetime | None:
    """Return the UTC moment of what a field of day and hour in the community's zone says; None for nothing."""
    try:
        local = datetime.fromisoformat(said) if said else None
    except ValueError as error:
        raise BadInput(
            Text(f"'{said[:30]}' is no moment.", f"“{said[:30]}”不是时间。"),
            mend=Text("Choose a day and an hour.", "请选择日期与时间。"),
        ) from error
    if local is None:
        return None
    return local.replace(tzinfo=ZoneInfo(community().zone)).astimezone(UTC).replace(tzinfo=None)


def _named(said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(one for one in said.get("recused", "").replace(",", " ").replace("，", " ").split() if one)


def _form(request: HttpRequest, said: Mapping[str, str], fault: str) -> dict[str, Any]:
    places = _places(request)
    chosen = next((one for one in places if one.slug == said.get("group")), places[0] if len(places) == 1 else None)
    draft, kind = None, said.get("kind") if said.get("kind") in KINDS else "motion"
    if chosen is not None:
        try:
            draft = moving.preview(
                house().homes(), chosen, str(kind), rule=said.get("rule", ""), recused=_named(said), now=clock()
            )
        except BadInput as error:
            fault = fault or refusal(error)
    return {
        "section": "motions", "zone": community().zone, "now": clock(), "said": said, "fault": fault, "places": places,
        "chosen": chosen, "kind": kind, "kinds": _kinds(), "draft": _drafted(draft) if draft else None,
        "rules": [(name, rule_title(rule)) for name, rule in rules_by_name(house().charter.voting).items()],
    }  # fmt: skip


def _drafted(draft: Motion) -> dict[str, Any]:
    """Return what a preview shows: the rule in words, and who would vote."""
    faces = house().homes().faces
    return {
        "rule": rule_title(draft.rule), "words": say.rule_words(draft.rule),
        "electors": [
            {"id": faces.id_of(one.person), "name": faces.name_of(one.person), "roles": one.roles, "votes": one.votes,
             "organization": one.organization, "why": one.why}
            for one in draft.electors
        ],
        "voting": sum(1 for one in draft.electors if one.votes),
    }  # fmt: skip


def _places(request: HttpRequest) -> list[Group]:
    """Return the groups to which the reader may put a motion; none for who is signed out."""
    if not request.user.is_authenticated:
        return []
    homes, actor, now = house().homes(), actor_of(request), clock()
    day = moving.day_of(homes, now)
    groups = [one for one in homes.charter.groups if one.status != "archived"]
    return [one for one in groups if may_manage(actor, one, day) or moving.may_move(homes, one, actor, now)]


def _kinds() -> list[tuple[str, Text]]:
    return [(kind, say.KINDS[kind]) for kind in KINDS]


urlpatterns = [
    *twins("motions/", motions, "motions"),
    path("motions/new/", new, name="motion-new"),
    path("motions/<int:number>/receipt/", receipt, name="motion-receipt"),
    path("motions/<int:number>/record.json", record, name="motion-record"),
    *twins("motions/<int:number>/", motion, "motion"),
    *[path(f"motions/<int:number>/{verb}/", act, {"verb": verb}, name=f"motion-{verb}") for verb in VERBS],
]
