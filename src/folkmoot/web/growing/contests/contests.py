"""Contests: the list, one with its live tables and rules, somebody's points and why, the queue of what waits, every act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import contest_certifying as certifying
from folkmoot.jobs import contests as job
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.reports.contests import figure
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_contests as say
from folkmoot.rules.contest_entries import FOUNDED
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import may_declare
from folkmoot.web.growing.contests import edit, entries, new
from folkmoot.web.growing.entrants import entrant_names, made_on
from folkmoot.web.house import house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.wiring.certifying import issuer_of

SECTION = "contests"
DAYS = 62  # of a contest, for which the end of each can be chosen
Asked = tuple[HttpRequest, Homes, str]


def contests(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the contests that the charter declares, the last one first."""
    page = Page("contests", "contests/contests.html", SECTION, own=("state",), fixed={"at": soon()})
    return answer_page(
        request, page, form, lambda answer: {"may_declare": may_declare(request), "heads": _heads(answer)}
    )


def contest(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one contest."""
    return _shown(request, name, form)


def _shown(
    request: HttpRequest, name: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    at = {} if request.GET.get("at") else {"at": soon()}
    page = Page(
        "contest", "contests/contest.html", SECTION, own=("table", "city", "at", "page"), fixed={"id": name, **at}
    )

    def more(answer: Answer) -> dict[str, Any]:
        own = _own(request, name)
        return {
            "own": own,
            "fault": fault,
            "typed": typed or {},
            "days": _days(answer),
            "rules": _rules(answer),
            "heads": _heads(answer),
            **_entering(request, name, answer),
        }

    return answer_page(request, page, form, more)


def _entering(request: HttpRequest, name: str, answer: Answer) -> dict[str, Any]:
    """Return what the reader may do about entries, where a contest takes any."""
    if answer.about["kind"] != "submissions" or not answer.about["evaluation"]:
        return {}
    return {"entering": entries.entering(request, job.seen(house().homes(), name, clock()))}


def _heads(answer: Answer) -> dict[str, Text]:
    """Return what the columns of an answer are called."""
    return {one.name: one.title for one in answer.columns}


def _rules(answer: Answer) -> list[tuple[str, Any]]:
    """Return the columns that the scoring rules have in the table: their names and titles."""
    return [(one.name, one.title) for one in answer.columns if one.name.startswith("rule_")]


def _days(answer: Answer) -> list[tuple[str, datetime]]:
    """Return the ends of the days of a contest that are over, as addresses name them."""
    begins, ends, now = answer.about["begins_at"], answer.about["ends_at"], clock()
    found: list[tuple[str, datetime]] = []
    day = begins + timedelta(days=1)
    while day <= min(ends, now) and len(found) < DAYS:
        last = day - timedelta(minutes=1)
        found.append((last.isoformat(timespec="minutes"), last))
        day += timedelta(days=1)
    return found


def _own(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return who reads, and what they may do."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    it = job.seen(homes, name, now)
    names = entrant_names(request, homes)
    mine = next((one for one in (it.course.same(each) for each in names) if one in it.who.entries), "")
    entry, plan, moments = it.who.entries.get(mine), it.course.plan, it.course.moments
    teams = plan.kind == "submissions" and plan.teams != "none" and entry is not None
    lines, named = (it.live.teams_ranked, entry.team) if teams and entry else (it.live.people_ranked, mine)
    line = next((one for one in lines if one.id == named), None)
    over = it.stage in ("final", "cancelled")
    open_ = it.stage in ("announced", "running", "frozen") and (moments.sign_up is None or now >= moments.sign_up)
    return {
        "signed": bool(actor.name), "proven": bool(names), "entry": entry, "line": line,
        "points": figure(line.points) if line else 0, "id": homes.faces.id_of(mine) if mine else "",
        "why_out": it.who.out(entry) if entry else "",
        "out_name": say.OUT[line.out] if line else Text(),
        "enter": open_ and entry is None, "leave": entry is not None and it.stage == "announced",
        "teams": entry is not None and it.stage == "announced" and plan.teams in FOUNDED,
        "team": it.who.teams.get(entry.team) if entry else None, "chapters": _chapters(homes) if plan.teams == "chapter" else [],
        "mates": [homes.faces.name_of(one) for one in it.who.teams[entry.team].members] if entry and entry.team in it.who.teams else [],
        "organise": job.may_organise(it, actor) and it.stage != "cancelled", "final": it.stage == "final",
        "edit": it.stage == "announced" and job.may_organise(it, actor), "review": job.may_review(it, actor) and not over,
        "appeal": entry is not None and not over and moments.begins <= now < moments.appeals_until,
        "certify": len(certifying.waiting_in(homes, name, now)) if it.stage == "final" and job.may_organise(it, actor) else 0,
        "asked": sum(one.answer is None for one in it.who.appeals),
        "approve": job.may_organise(it, actor) and it.stage == "review" and now >= moments.appeals_until,
    }  # fmt: skip


def _chapters(homes: Homes) -> list[Any]:
    return [one for one in homes.charter.groups if one.kind.value == "chapter" and one.status != "archived"]


def points(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show what somebody's events came to, and why; one's own where the address names nobody."""
    return _points(request, name, form)


def _points(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    title, own = _title(name), _own(request, name)
    fixed = {"id": name, "at": soon()}
    if not request.GET.get("who"):
        if not own["id"]:
            return HttpResponseRedirect(reverse("contest", args=[name]))
        fixed["who"] = own["id"]
    page = Page("contest-points", "contests/points.html", SECTION, own=("who", "page"), fixed=fixed, paged=True)
    return answer_page(
        request, page, form, lambda answer: {"own": own, "fault": fault, "contest": title, "heads": _heads(answer)}
    )


def _title(name: str) -> Text:
    found = house().charter.contest_by_id.get(name)
    if found is None:
        raise Http404(name)
    return found.title


def queue(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show what waits for a reviewer."""
    return _queue(request, name, form)


def _queue(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    page = Page(
        "contest-queue", "contests/queue.html", SECTION, own=("page",), fixed={"id": name, "at": soon()}, paged=True
    )

    title = _title(name)

    def more(_answer: Answer) -> dict[str, Any]:
        return {"own": _own(request, name), "fault": fault, "contest": title}

    return answer_page(request, page, form, more)


def _enter(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    request, homes, name = asked
    said = request.POST
    job.enter(
        homes, name, own, actor=actor, now=clock(), city=said.get("city", ""), chapter=said.get("chapter", ""),
        accounts=made_on(request),
    )  # fmt: skip
    return _("You take part.")


def _leave(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    job.leave(asked[1], asked[2], own, actor=actor, now=clock())
    return _("You have withdrawn from the contest.")


def _part(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    job.part(asked[1], asked[2], own, actor=actor, now=clock())
    return _("You have left the team.")


def _found(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    said = asked[0].POST
    job.found(asked[1], asked[2], own, said.get("name", ""), actor=actor, now=clock(), city=said.get("city", ""))
    return _("The team is there, and you are in it.")


def _join(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    job.join(asked[1], asked[2], own, asked[0].POST.get("team", ""), actor=actor, now=clock())
    return _("You are in the team.")


def _verify(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    said = asked[0].POST
    ok, keys = said.get("ok") == "yes", said.getlist("key")
    job.verify(asked[1], asked[2], *keys, ok=ok, own=own, actor=actor, now=clock(), why=said.get("why", ""))
    if len(keys) > 1:
        told = _("%(number)d events count.") if ok else _("%(number)d events do not count.")
        return told % {"number": len(keys)}
    return _("It counts.") if ok else _("It does not count.")


def _disqualify(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    said = asked[0].POST
    job.disqualify(
        asked[1], asked[2], person=said.get("person", ""), team=said.get("team", ""), own=own, actor=actor, now=clock(),
        why=said.get("why", ""),
    )  # fmt: skip
    return _("They are not ranked any more. They may appeal.")


def _appeal(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    said = asked[0].POST
    job.appeal(asked[1], asked[2], own, said.get("why", ""), actor=actor, now=clock(), key=said.get("key", ""))
    return _("Your appeal is recorded. Those who organise the contest answer it.")


def _answer(asked: Asked, actor: Actor, own: tuple[str, ...]) -> str:
    said = asked[0].POST
    number = said.get("number", "")
    job.answer(
        asked[1], asked[2], int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0,
        granted=said.get("granted") == "yes", own=own, actor=actor, now=clock(), why=said.get("why", ""),
    )  # fmt: skip
    return _("The appeal is answered.")


def _approve(asked: Asked, actor: Actor, _mine: tuple[str, ...]) -> str:
    job.approve(asked[1], asked[2], actor=actor, now=clock(), why=asked[0].POST.get("why", ""))
    return _("The result is final.")


def _certify(asked: Asked, actor: Actor, _mine: tuple[str, ...]) -> str:
    now = clock()
    number = certifying.certify_winners(asked[1], asked[2], issuer_of(house(), now), actor=actor, now=now)
    return _("%(number)d certificates are issued.") % {"number": number}


VERBS: Mapping[str, Callable[[Asked, Actor, tuple[str, ...]], str]] = {
    "enter": _enter, "leave": _leave, "part": _part, "found": _found, "join": _join, "verify": _verify,
    "disqualify": _disqualify, "appeal": _appeal, "answer": _answer, "approve": _approve, "certify": _certify,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Do one thing in a contest; what is wrong with it is told on the page from which it came."""
    homes = house().homes()
    back = request.POST.get("back", "")
    shown = {"queue": _queue, "points": _points}.get(back, _shown)
    page = {"queue": "contest-queue", "points": "contest-points"}.get(back, "contest")
    return done(
        request,
        lambda: VERBS[verb]((request, homes, name), actor_of(request), entrant_names(request, homes)),
        lambda fault: shown(request, name, fault=fault),
        reverse(page, args=[name]),
    )


urlpatterns = [
    *twins("contests/", contests, "contests"),
    *entries.urlpatterns,
    path("contests/new/", new.new, name="contest-new"),
    path("contests/<str:name>/edit/", edit.edit, name="contest-edit"),
    *twins("contests/<str:name>/points/", points, "contest-points"),
    *twins("contests/<str:name>/queue/", queue, "contest-queue"),
    *[path(f"contests/<str:name>/{verb}/", act, {"verb": verb}, name=f"contest-{verb}") for verb in VERBS],
    *twins("contests/<str:name>/", contest, "contest"),
]
