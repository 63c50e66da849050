"""Talks: what is ahead, waits and was given; the form that proposes one; one talk with its answers; calls for topics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import moving
from folkmoot.jobs import talks as job
from folkmoot.jobs.meeting import found
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.talk import Talk
from folkmoot.model.text import Text
from folkmoot.reports.calendar import occurrence, occurrences
from folkmoot.reports.homes import Homes
from folkmoot.reports.meetings import row_of
from folkmoot.reports.talk_course import one_talk
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.who import actor_of, forge_accounts
from folkmoot.web.acting import done, status_of
from folkmoot.web.governing.sitting import Asked
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "talks"
AHEAD = timedelta(days=120)
MOST = 12  # meetings that a form offers


def talks(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the talks: those ahead, those that wait, those given; and the open calls for topics."""
    return _listed(request, form)


def _listed(
    request: HttpRequest, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page(
        "talks", "talks/talks.html", SECTION, own=("when", "q", "page", "size"), fixed={"at": minute()}, paged=True
    )

    def more(_answer: Answer) -> dict[str, Any]:
        return {"own": managed(request), "fault": fault, "typed": typed or {}, "groups": house().homes().charter.groups}

    return answer_page(request, page, form, more)


def managed(request: HttpRequest) -> dict[str, Any]:
    """Return who asks, the groups that they lead, and today."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    day = moving.day_of(homes, now)
    leads = [one for one in _alive(homes) if actor.name and may_manage(actor, one, day)]
    return {"name": actor.name, "leads": leads, "slugs": [one.slug for one in leads], "today": day.isoformat()}


def beside_group(slug: str) -> Beside:
    """Return what a group's own page asks about its talks."""
    return Beside("talks", "talks", {"group": slug, "at": minute()})


def of_meeting(group: str, key: str) -> dict[str, Any]:
    """Return what a meeting's page shows: the numbers of talks by their line of the agenda, what waits, and open calls."""
    answer = house().answer("talks", {"group": group, "when": "all", "at": minute()})
    waiting = [row for row in answer.rows if row["state"] in ("waiting", "displaced")]
    return {
        "lines": {
            f"topic:{row['topic']}": row["number"] for row in answer.rows if row["meeting"] == key and row["number"]
        },
        "waiting": waiting,
        "calls": answer.parts["calls"].rows,
    }


def talk(request: HttpRequest, number: int, form: str = "html") -> HttpResponse:
    """Show one talk: what it is about, where it stands, and what the reader may do about it."""
    return _shown(request, number, form)


def _shown(
    request: HttpRequest, number: int, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    page = Page("topic", "talks/talk.html", SECTION, fixed={"id": str(number), "at": minute()})

    def more(_answer: Answer) -> dict[str, Any]:
        homes, actor, now = house().homes(), actor_of(request), clock()
        one = one_talk(homes, number, now)
        said = typed if typed and typed["verb"] == "edit" else _said(one)
        return {"own": {**_may(homes, one, actor, now), "said": said}, "fault": fault, "typed": typed or {}}

    return answer_page(request, page, form, more)


def _said(one: Talk) -> dict[str, Any]:
    """Return what a talk says of itself, by the names of its form's fields."""
    minutes = "" if one.minutes is None else one.minutes
    return {"title_en": one.title.en, "title_zh": one.title.zh, "abstract": one.abstract, "minutes": minutes}


def _may(homes: Homes, one: Talk, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return what the reader may do about a talk, the meetings it may be put on, and the one that is wished for."""
    group = homes.charter.group_by_slug.get(one.group)
    lead = bool(actor.name and group and may_manage(actor, group, moving.day_of(homes, now)))
    mine, is_open = job.is_own(one, actor), one.state in job.OPEN
    wish = occurrence(homes, one.wish) if one.wish else None
    zone = homes.charter.community.zone
    meetings = coming(homes, one.group, now) if lead and (is_open or one.state == "past") else []
    return {
        "mine": mine, "lead": lead, "place": lead and (is_open or one.state == "past"), "decline": lead and is_open,
        "withdraw": mine and is_open, "edit": mine and one.state in ("waiting", "displaced"),
        "share": (mine or lead) and one.state in ("planned", "given", "past"),
        "wish": row_of(homes, wish, zone) if wish else None,
        "meetings": [row for row in meetings if not (one.state == "planned" and row["key"] == one.meeting)],
    }  # fmt: skip


def coming(homes: Homes, group: str, now: datetime) -> list[dict[str, Any]]:
    """Return the next meetings of a group that take place and are not closed."""
    zone = homes.charter.community.zone
    ahead = [one for one in occurrences(homes, now - timedelta(hours=12), now + AHEAD, group) if not one.cancelled]
    near = [one for one in ahead if one.ends_at > now][:MOST]
    return [row_of(homes, one, zone) for one in near if not found(homes, one.key).sitting.closed_at]


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a talk, with the meetings of the group that is chosen; record it when that is asked for."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    fault, status = "", 200
    if request.method == "POST" and "choose" not in said:
        try:
            made = _propose(request)
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("Your topic is recorded. Those who lead the group answer it."))
            return HttpResponseRedirect(reverse("talk", args=[made.number]))
    homes, now = house().homes(), clock()
    groups = list(_alive(homes))
    chosen = next((one for one in groups if one.slug == said.get("group")), None)
    context = {
        "section": SECTION, "zone": community().zone, "said": said, "typed": said, "fault": fault, "groups": groups, "chosen": chosen,
        "meetings": coming(homes, chosen.slug, now) if chosen else [], "own": managed(request),
        "presents": "presents" in said or request.method != "POST" or "choose" in said,
    }  # fmt: skip
    return render(request, "talks/new.html", context, status=status)


def _propose(request: HttpRequest) -> Talk:
    homes, actor, now = house().homes(), actor_of(request), clock()
    asked = Asked(request, homes, "", actor, now)
    user = request.user
    accounts = () if actor.people or not user.is_authenticated else forge_accounts(user)
    wanted = job.Wanted(
        asked.words("title"),
        asked.said("abstract"),
        asked.number("minutes"),
        asked.said("wish"),
        bool(asked.said("presents")),
    )
    return job.propose(homes, asked.said("group"), wanted, actor=actor, accounts=accounts, now=now)


def _alive(homes: Homes) -> Iterable[Group]:
    return (one for one in homes.charter.groups if one.status != "archived")


def _place(asked: Asked, number: int) -> str:
    job.place(
        asked.homes, number, asked.said("meeting"), minutes=asked.number("minutes"), actor=asked.actor, now=asked.now,
        why=asked.said("why"),
    )  # fmt: skip
    return _("It is on the agenda of that meeting.")


def _decline(asked: Asked, number: int) -> str:
    job.decline(asked.homes, number, actor=asked.actor, now=asked.now, why=asked.said("why"))
    return _("Your answer is recorded.")


def _withdraw(asked: Asked, number: int) -> str:
    job.withdraw(asked.homes, number, actor=asked.actor, now=asked.now, why=asked.said("why"))
    return _("Your topic is withdrawn.")


def _share(asked: Asked, number: int) -> str:
    held = not asked.said("gone")
    job.share(asked.homes, number, asked.said("kind"), asked.said("url"), held=held, actor=asked.actor, now=asked.now)
    return _("The link is added.") if held else _("The link is gone.")


def _edit(asked: Asked, number: int) -> str:
    wanted = job.Wanted(asked.words("title"), asked.said("abstract"), asked.number("minutes"))
    job.edit(asked.homes, number, wanted, actor=asked.actor, now=asked.now)
    return _("It is changed.")


VERBS: Mapping[str, Callable[[Asked, int], str]] = {
    "edit": _edit, "place": _place, "decline": _decline, "withdraw": _withdraw, "share": _share,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing about a talk; what is wrong with it is told on the page, with what was typed."""
    homes = house().homes()
    try:
        one_talk(homes, number, clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    asked = Asked(request, homes, "", actor_of(request), clock())
    typed = {**request.POST.dict(), "verb": verb}
    return done(
        request,
        lambda: VERBS[verb](asked, number),
        lambda fault: _shown(request, number, fault=fault, typed=typed),
        reverse("talk", args=[number]),
    )


@never_cache
@login_required
@require_POST
def call(request: HttpRequest) -> HttpResponse:
    """Open a call for topics."""
    asked = Asked(request, house().homes(), "", actor_of(request), clock())

    def does() -> str:
        until = asked.day("until")
        if until is None:
            raise BadInput(
                Text("a call is open until a day.", "议题征集须有截止日。"),
                mend=Text("Write it as 2026-11-24.", "请写成 2026-11-24 的形式。"),
            )
        says = Text(asked.said("says_en"), asked.said("says_zh"))
        job.open_call(asked.homes, asked.said("group"), until, says, actor=asked.actor, now=asked.now)
        return _("The call is open: it stands on the group's page and on its meetings.")

    return _called(request, does)


@never_cache
@login_required
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close a call before its day."""

    def does() -> str:
        job.close_call(house().homes(), number, actor=actor_of(request), now=clock())
        return _("The call is closed.")

    return _called(request, does)


def _called(request: HttpRequest, does: Callable[[], str]) -> HttpResponse:
    typed = {**request.POST.dict(), "verb": "call"}
    return done(request, does, lambda fault: _listed(request, fault=fault, typed=typed), reverse("talks"))


urlpatterns = [
    *twins("talks/", talks, "talks"),
    path("talks/new/", new, name="talk-new"),
    path("talks/call/", call, name="talk-call"),
    path("talks/call/<int:number>/close/", close, name="talk-call-close"),
    *[path(f"talks/<int:number>/{verb}/", act, {"verb": verb}, name=f"talk-{verb}") for verb in VERBS],
    *twins("talks/<int:number>/", talk, "talk"),
]
