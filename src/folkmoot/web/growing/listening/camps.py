"""Camps: the list, one with its board and days, one's own days to check in, what waits for a coach, the calendar of the days."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from folkmoot.jobs import camp_certifying as certifying
from folkmoot.jobs import camps as job
from folkmoot.ledger.certificates import about as certified
from folkmoot.model.actor import Actor
from folkmoot.model.camp import COUNTED, STATES, Mark, Walk
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text
from folkmoot.press.calendar import ics
from folkmoot.press.camps import entries_of, heading_of
from folkmoot.reports.camp_course import Camp, name_of
from folkmoot.reports.homes import Homes
from folkmoot.rules import camps as rules
from folkmoot.rules import telling_camps as say
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import new_one
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.growing.listening import camp_new
from folkmoot.web.house import house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import language
from folkmoot.wiring.calendars import home_of
from folkmoot.wiring.certifying import issuer_of

SECTION = "camps"


def camps(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the camps that the charter declares, those that run first."""
    page = Page("camps", "camps/camps.html", SECTION, own=("state",), fixed={"at": soon()})
    new = Text("New camp", "新建训练营")
    return answer_page(request, page, form, lambda _answer: {"main_action": new_one(request, "camp-new", new)})


def camp(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one camp."""
    return _shown(request, name, form)


def _shown(request: HttpRequest, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    at = {} if request.GET.get("at") else {"at": soon()}
    page = Page("camp", "camps/camp.html", SECTION, own=("at",), fixed={"id": name, **at})
    return answer_page(request, page, form, lambda _answer: {"own": own_of(request, name), "fault": fault})


@never_cache
@login_required
def mine(request: HttpRequest, name: str) -> HttpResponse:
    """Show the reader their own days: what is open, what waits, what a coach said."""
    return _mine(request, name)


def _mine(request: HttpRequest, name: str, fault: str = "") -> HttpResponse:
    own = own_of(request, name)
    if own["walk"] is None and fault:
        return _shown(request, name, fault=fault)
    if own["walk"] is None:
        return HttpResponseRedirect(reverse("camp", args=[name]))
    page = Page("camp", "camps/mine.html", SECTION, fixed={"id": name, "at": soon()})
    typed = request.POST.dict() if fault else {}
    return answer_page(request, page, "html", lambda _answer: {"own": own, "fault": fault, "typed": typed})


@never_cache
@login_required
def queue(request: HttpRequest, name: str) -> HttpResponse:
    """Show those who coach what waits for their word; nobody else reads what people wrote."""
    return _queue(request, name)


def _queue(request: HttpRequest, name: str, fault: str = "") -> HttpResponse:
    homes, now = house().homes(), clock()
    camp = _camp(homes, name)
    job.must_coach(camp, actor_of(request), now)
    rows = [
        {
            "person": one.person if one.person.startswith("user:") else homes.faces.id_of(one.person),
            "name": name_of(homes, one.person), "mark": one.mark,
            "task": homes.faces.masked(one.task.title), "proof": say.proof_words(one.task), "link": link_of(one.mark),
            "lake": rules.needs_lake(one.task),
        }
        for one in job.waiting_in(camp, now)
    ]  # fmt: skip
    page = Page("camp", "camps/queue.html", SECTION, fixed={"id": name, "at": soon()})
    return answer_page(
        request, page, "html", lambda _answer: {"rows": rows, "fault": fault, "own": own_of(request, name)}
    )


def own_of(request: HttpRequest, name: str) -> dict[str, Any]:
    """Return who reads, how far they have come, and what they may do."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    camp = _camp(homes, name)
    own = names_of(request, homes, actor)
    walk = job.own_walk(camp, own, now) if own else None
    coach = bool(actor.name) and job.may_coach(camp, actor, now)
    waiting = sum(1 for _one in job.waiting_in(camp, now)) if coach else 0
    given = certified(certifying.key_of(name, walk.person)) if walk else None
    return {
        "signed": bool(actor.name), "walk": walk, "days": days_of(camp, walk) if walk else [], "coach": coach, "waiting": waiting,
        "sign_up": walk is None and rules.sign_up_open(camp.plan, camp.today(now)), "certificate": given,
        "may_certify": bool(walk and walk.completed_at and camp.plan.certificate and given is None and house().settings.address),
        "to_certify": len(certifying.waiting(camp, now)) if coach and house().settings.address else 0,
        "done": sum(mark.state in COUNTED for mark in walk.marks) if walk else 0, "need": rules.need_of(camp.plan),
        "make_ups": camp.plan.make_ups - walk.make_ups if walk else 0,
    }  # fmt: skip


def days_of(camp: Camp, walk: Walk) -> list[dict[str, Any]]:
    """Return somebody's days, with what each asks and whether it can be checked in now."""
    found = []
    for mark in walk.marks:
        task = rules.task_of(camp.plan, mark.number)
        can = mark.state in ("open", "makeup", "refused", "waiting") and not walk.completed_at
        found.append({
            "mark": mark, "state_name": STATES[mark.state], "title": camp.homes.faces.masked(task.title), "task": camp.homes.faces.masked(task.task),
            "links": rules.web_links(task), "proof": task.proof, "proof_name": say.proof_words(task), "can": can, "link": link_of(mark),
            "now": mark.state in ("open", "refused"),
        })  # fmt: skip
    return found


def link_of(mark: Mark) -> str:
    """Return a check-in's link where it is one of the web; a subject is shown as words."""
    return mark.link if mark.link.startswith(("https://", "http://")) else ""


def names_of(request: HttpRequest, homes: Homes, actor: Actor) -> tuple[str, ...]:
    """Return under which names the reader takes part; none for who is signed out."""
    return job.own_names(entrant_names(request, homes), actor)


def _camp(homes: Homes, name: str) -> Camp:
    try:
        return job.seen(homes, name)
    except BadInput as error:
        raise Http404(name) from error


@require_safe
def calendar(_request: HttpRequest, name: str) -> HttpResponse:
    """Give the days of a camp to a calendar program."""
    camp = _camp(house().homes(), name)
    address = house().settings.address.rstrip("/")
    entries = entries_of(camp, language(), home_of(house()), f"{address}/camps/{name}/" if address else "")
    content = ics(heading_of(camp, language()), entries, house().today())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


Asked = tuple[HttpRequest, Homes, str, Actor, Sequence[str]]


def _sign_up(asked: Asked) -> str:
    request, homes, name, actor, own = asked
    job.sign_up(homes, name, own, named=bool(request.POST.get("named")), actor=actor, now=clock())
    return _("You take part. Your days are below.")


def _leave(asked: Asked) -> str:
    _request, homes, name, actor, own = asked
    job.leave(homes, name, own, actor=actor, now=clock())
    return _("You have left the camp.")


def _name(asked: Asked) -> str:
    request, homes, name, actor, own = asked
    named = bool(request.POST.get("named"))
    job.name(homes, name, own, named=named, actor=actor, now=clock())
    return _("Your name stands on the board.") if named else _("Your name stands on the board no more.")


def _check_in(asked: Asked) -> str:
    request, homes, name, actor, own = asked
    day, said = _number(request.POST.get("day", "")), request.POST
    walk = job.check_in(
        homes, name, own, day, words=said.get("words", ""), link=said.get("link", ""), actor=actor, now=clock()
    )
    mark = walk.mark(day)
    if mark is not None and mark.state == "waiting":
        return _("Checked in; it counts as soon as its proof is known or a coach confirms it.")
    return _("Checked in: day %(day)s counts. Streak: %(streak)s.") % {"day": day, "streak": walk.streak}


def _confirm(asked: Asked) -> str:
    request, homes, name, actor, own = asked
    said = request.POST
    ok = said.get("ok") == "yes"
    day = _number(said.get("day", ""))
    job.confirm(
        homes,
        name,
        said.get("person", ""),
        day,
        ok=ok,
        own=own,
        actor=actor,
        now=clock(),
        why=said.get("why", ""),
    )
    return _("The day counts.") if ok else _("The day is refused; they can check in again.")


def _certificate(asked: Asked) -> str:
    _request, homes, name, actor, own = asked
    certifying.own(homes, name, own, issuer_of(house(), clock()), actor=actor, now=clock())
    return _("Your certificate is issued.")


def _certify(asked: Asked) -> str:
    _request, homes, name, actor, _own = asked
    given = certifying.everybody(homes, name, issuer_of(house(), clock()), actor=actor, now=clock())
    return _("%(n)s certificates were issued.") % {"n": len(given)}


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 else 0


VERBS: Mapping[str, Callable[[Asked], str]] = {
    "sign-up": _sign_up, "leave": _leave, "name": _name, "check-in": _check_in, "confirm": _confirm, "certificate": _certificate,
    "certify": _certify,
}  # fmt: skip
BACK: Mapping[str, tuple[str, Callable[..., HttpResponse]]] = {
    "camp": ("camp", _shown), "mine": ("camp-mine", _mine), "queue": ("camp-queue", _queue),
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, name: str, verb: str) -> HttpResponse:
    """Do one thing in a camp; what is wrong with it is told on the page from which it came."""
    homes, actor = house().homes(), actor_of(request)
    _camp(homes, name)
    address, shown = BACK.get(request.POST.get("back", ""), BACK["camp"])
    asked = (request, homes, name, actor, names_of(request, homes, actor))
    return done(
        request,
        lambda: VERBS[verb](asked),
        lambda fault: shown(request, name, fault=fault),
        reverse("camp-mine" if verb == "sign-up" else address, args=[name]),
    )


urlpatterns = [
    *twins("camps/", camps, "camps"),
    path("camps/new/", camp_new.new, name="camp-new"),
    path("camps/<str:name>/days.ics", calendar, name="camp-calendar"),
    path("camps/<str:name>/mine/", mine, name="camp-mine"),
    path("camps/<str:name>/queue/", queue, name="camp-queue"),
    *[path(f"camps/<str:name>/{verb}/", act, {"verb": verb}, name=f"camp-{verb}") for verb in VERBS],
    *twins("camps/<str:name>/", camp, "camp"),
]
