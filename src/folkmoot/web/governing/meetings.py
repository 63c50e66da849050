"""One meeting: its page from agenda to published minutes, the pages on which agenda and minutes are written, and its forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from folkmoot.charter.files import read_text
from folkmoot.jobs import meeting as job
from folkmoot.jobs import moving
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, BadQuestion, MootError, NotAllowed
from folkmoot.model.groups import LEADS
from folkmoot.model.motion import CHOICES
from folkmoot.press.minutes import agenda_markdown, drafted, published_notes
from folkmoot.reports.homes import Homes
from folkmoot.reports.meeting import MeetingNow, meeting
from folkmoot.rules import telling_votes as say
from folkmoot.rules.agenda import left_out
from folkmoot.rules.authority import may_manage
from folkmoot.rules.bylaws import rule_title, rules_by_name
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.governing.sitting import BACK, VERBS, Asked
from folkmoot.web.governing.talks import of_meeting
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import language, refusal

MANY = 40  # seats that a page shows at once: of a larger group those who lead, decide or are marked come first
STAGES = ("planned", "open", "closed", "drafted", "approved", "published")


def one(request: HttpRequest, group: str, series: str, day: str, form: str = "html") -> HttpResponse:
    """Show one meeting."""
    return _shown(request, f"{group}/{series}/{day}", form)


def _shown(
    request: HttpRequest, key: str, form: str = "html", fault: str = "", typed: Mapping[str, str] | None = None
) -> HttpResponse:
    if meeting(house().homes(), key) is None:
        raise Http404(key)
    page = Page("meeting", "meetings/meeting.html", "meetings", fixed={"id": key})
    return answer_page(request, page, form, lambda answer: _around(request, key, answer, fault, typed or {}))


def _around(request: HttpRequest, key: str, answer: Answer, fault: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page needs beside the answer: who asks, what they may do, and the forms' choices."""
    homes, now = house().homes(), clock()
    said = _found(homes, key)
    may = may_do(request, homes, said, now)
    rows = answer.parts["roll"].rows
    return {
        "may": may, "fault": fault, "typed": typed, "steps": steps(str(answer.about["stage"])), "address": address(key),
        "roll": prominent(rows), "roll_rest": [row for row in rows if row not in prominent(rows)],
        "people": _choices(homes, said) if may["run"] else (), "live": _floor(homes, said, now) if may["lead"] else (),
        "rules": [(name, rule_title(rule)) for name, rule in rules_by_name(homes.charter.voting).items()] if may["move"] else (),
        "draft": _texts(homes, said), "on_file": _on_file(homes, answer) if not said.sitting.texts else (),
        "quorum": answer.about["quorum"], "talks": of_meeting(said.group.slug, key), "ahead": not said.sitting.closed_at,
    }  # fmt: skip


def may_do(request: HttpRequest, homes: Homes, said: MeetingNow, now: datetime) -> dict[str, Any]:
    """Return what who asks may do at a meeting now."""
    actor, sitting = actor_of(request), said.sitting
    signed = bool(actor.name)
    run = signed and job.manages(homes, said, actor, now)
    mine = job.serves(homes, said, actor, now) or (actor.people[0] if actor.people else "")
    mark = said.marks.get(mine) if mine else None
    settled = said.approved_number is not None
    return {
        "signed": signed, "run": run, "lead": signed and may_manage(actor, said.group, moving.day_of(homes, now)),
        "serves": bool(job.serves(homes, said, actor, now)), "declared": bool(mine), "mine": mine,
        "here": mine in said.present if mine else False, "came": bool(mark and mark.spans),
        "open": run and said.stage in ("planned", "closed", "drafted") and not said.occurrence.cancelled
        and not sitting.last("count") and now >= said.occurrence.starts_at - job.EARLY,
        "soon": now < said.occurrence.starts_at - job.EARLY, "close": run and sitting.is_open,
        "check": bool(mine) and sitting.is_open, "mark": run and sitting.opened_at is not None and not sitting.last("count"),
        "plan": run and sitting.closed_at is None, "propose": signed and sitting.closed_at is None and not said.occurrence.cancelled,
        "note": run and sitting.opened_at is not None and not settled, "move": sitting.is_open and signed
        and moving.may_move(homes, said.group, actor, now),
        "write": signed and sitting.opened_at is not None and not settled and (run or bool(mark and mark.spans and mine in _seated(said))),
        "put": run and sitting.closed_at is not None and bool(sitting.texts) and not settled
        and not (said.approval and said.approval[1].word == "open"),
        "publish": run and settled, "change": run and sitting.opened_at is None,
        "puttable": _puttable(said) if run and sitting.is_open else frozenset(),
    }  # fmt: skip


def _puttable(said: MeetingNow) -> frozenset[str]:
    """Return the minutes, as ``minutes:KEY``, that wait for a vote which nobody has opened."""
    waiting = (due for line in said.agenda for due in line.due if due.kind == "minutes" and not due.note)
    return frozenset(due.key for due in waiting)


def _seated(said: MeetingNow) -> frozenset[str]:
    return frozenset(seat.person for seat in said.seats)


def steps(stage: str) -> list[dict[str, Any]]:
    """Return the stages in their order, with how far it has come."""
    from folkmoot.model.sitting import STAGES as NAMES

    place = STAGES.index(stage) if stage in STAGES else -1
    return [
        {"name": NAMES[word], "now": number == place, "shape": "●" if number < place else "◐" if number == place else "○"}
        for number, word in enumerate(STAGES)
    ]  # fmt: skip


def prominent(rows: Any) -> list[Mapping[str, Any]]:
    """Return the rows of the roll call that are shown at once."""
    listed = list(rows)
    if len(listed) <= MANY:
        return listed
    return [row for row in listed if row["state"] != "unmarked" or row["role"] in LEADS or row["guest"]]


def _choices(homes: Homes, said: MeetingNow) -> list[tuple[str, str]]:
    """Return whom a form may name: who has a seat first, then guests whom the charter declares."""
    faces = homes.faces
    named = [seat.person for seat in said.seats]
    named += [mark.person for mark in said.marks.values() if mark.person and mark.person not in named]
    return [(faces.id_of(person), faces.name_of(person)) for person in named]


def _floor(homes: Homes, said: MeetingNow, now: datetime) -> list[dict[str, Any]]:
    """Return the live motions before the meeting, each with the electors who are there and how they vote."""
    found = []
    for number in job.live_motions(said, now) if said.sitting.is_open else ():
        seen = moving.seen(number, now)
        votes = {vote.elector: vote.choice for vote in seen.standing.votes}
        here = [
            elector
            for elector in seen.motion.electors
            if elector.votes and {elector.person, *elector.same} & job.in_the_room(said, seen.motion.rule, now)
        ]
        found.append({
            "number": number, "title": homes.faces.masked(seen.motion.title), "secret": seen.motion.secret,
            "needs": seen.standing.needs.says, "why": seen.standing.why, "count": seen.standing.count,
            "electors": [{"id": homes.faces.id_of(each.person), "name": homes.faces.name_of(each.person),
                          "vote": votes.get(each.person, ""), "recused": each.person in seen.standing.recused} for each in here],
            "choices": [(key, say.CHOICES[key]) for key in CHOICES],
        })  # fmt: skip
    return found


def _texts(homes: Homes, said: MeetingNow) -> dict[str, Any]:
    """Return the minutes that the page shows: the approved version, else the newest."""
    number = said.approved_number
    text = next((each for each in said.sitting.texts if each.number == number), said.sitting.text)
    return {"number": text.number, "says": homes.faces.masked(text.says)} if text else {}


def _on_file(homes: Homes, answer: Answer) -> list[dict[str, str]]:
    """Return the notes of this day that stand in the charter."""
    found = []
    for document in answer.about["on_file"]:
        text, _odd = read_text(homes.charter.root / document, homes.charter.root)
        if text:
            found.append({"path": document, "text": homes.faces.masked_words(text)})
    return found


def _found(homes: Homes, key: str) -> MeetingNow:
    said = meeting(homes, key)
    if said is None:
        raise Http404(key)
    return said


def address(key: str) -> str:
    """Return the address of a meeting's page."""
    return f"/meetings/{quote(key)}/"


@require_GET
def live(request: HttpRequest, group: str, series: str, day: str) -> HttpResponse:
    """Give the live quorum and the marks of the roll call, for the page that asks every few seconds."""
    key = f"{group}/{series}/{day}"
    try:
        answer = house().answer("roll", {"id": key})
    except BadQuestion as error:
        raise Http404(key) from error
    shown = {
        "quorum": answer.about["quorum"], "roll": answer.rows, "answer": answer, "zone": community().zone, "now": clock(),
        "address": address(key),
    }  # fmt: skip
    return render(request, "meetings/live.html", shown)


@require_GET
def agenda_file(_request: HttpRequest, group: str, series: str, day: str) -> HttpResponse:
    """Give the agenda as Markdown in the page's language."""
    said = _found(house().homes(), f"{group}/{series}/{day}")
    words = agenda_markdown(house().homes(), said, language())
    response = HttpResponse(words, content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="agenda-{group}-{said.occurrence.day}.md"'
    return response


@never_cache
@login_required
@require_GET
def agenda(request: HttpRequest, group: str, series: str, day: str) -> HttpResponse:
    """Show the form in which the agenda is put into order."""
    homes, key = house().homes(), f"{group}/{series}/{day}"
    said = _found(homes, key)
    job.must_run(homes, said, actor_of(request), clock())
    return render(
        request, "meetings/agenda.html", _form(said, {"people": _choices(homes, said), "lines": _placed(said)})
    )


def _placed(said: MeetingNow, typed: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the lines of the form that orders the agenda, those left out last; with ``typed`` as somebody typed them."""
    rows = [row for row in house().answer("meeting", {"id": said.key}).rows if not row["suggested"]]
    found = [
        {"ref": row["ref"], "title": row["title"], "place": row["number"], "minutes": row["minutes"] or "",
         "presenter": row["presenter"], "out": False}
        for row in rows
    ]  # fmt: skip
    found += [
        {"ref": ref, "title": said.template.fixed[int(ref.partition(":")[2])].title, "place": "", "minutes": "", "presenter": "",
         "out": True}
        for ref in left_out(said.template, said.sitting.order)
    ]  # fmt: skip
    if typed is None:
        return found
    names = ("place", "minutes", "presenter")
    return [
        {**one, **{name: typed.get(f"{name}-{one['ref']}", "") for name in names}, "out": bool(typed.get(f"out-{one['ref']}"))}
        for one in found
    ]  # fmt: skip


def _form(said: MeetingNow, more: Mapping[str, Any]) -> dict[str, Any]:
    answer = house().answer("meeting", {"id": said.key})
    return {
        "section": "meetings", "answer": answer, "address": address(said.key), "zone": community().zone, "now": clock(), **more,
    }  # fmt: skip


@never_cache
@require_GET
def minutes(request: HttpRequest, group: str, series: str, day: str, number: int = 0) -> HttpResponse:
    """Show the minutes: a version of them, or, to who may write them, the form with the newest one or a draft."""
    homes = house().homes()
    said = _found(homes, f"{group}/{series}/{day}")
    may = may_do(request, homes, said, clock())
    text = next((each for each in said.sitting.texts if each.number == number), None) if number else said.sitting.text
    if number and text is None:
        raise Http404(str(number))
    fresh = drafted(homes, said) if may["write"] and not number else None
    shown = text.says if text else (fresh or None)
    more = {
        "may": may, "version": text, "number": number, "versions": reversed(said.sitting.texts), "draft": fresh,
        "says": homes.faces.masked(shown) if shown else None,
        "after": len(said.sitting.texts), "approved": said.approved_number,
    }  # fmt: skip
    return render(request, "meetings/minutes.html", _form(said, more))


@never_cache
@login_required
@require_GET
def notes(request: HttpRequest, group: str, series: str, day: str) -> HttpResponse:
    """Show what publishing writes into the charter, as a difference; with ``file`` one of the files to take along."""
    homes = house().homes()
    said = _found(homes, f"{group}/{series}/{day}")
    job.must_run(homes, said, actor_of(request), clock())
    change = published_notes(homes, said)
    wanted = next((each for each in change.files if each.path == request.GET.get("file")), None)
    if wanted is not None:
        response = HttpResponse(wanted.after or "", content_type="text/plain; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{wanted.path.rpartition("/")[2]}"'
        return response
    more = {"change": change, "may": may_do(request, homes, said, clock())}
    return render(request, "meetings/notes.html", _form(said, more))


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, group: str, series: str, day: str, verb: str) -> HttpResponse:
    """Do one thing at a meeting; what is wrong with it is told on the page, with what was typed."""
    key, homes = f"{group}/{series}/{day}", house().homes()
    if verb not in VERBS or meeting(homes, key) is None:
        raise Http404(verb)
    try:
        told = VERBS[verb](Asked(request, homes, key, actor_of(request), clock()))
    except (BadInput, NotAllowed) as error:
        return _told(request, homes, key, verb, error)
    if told:
        messages.success(request, told)
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(wanted if own else f"{address(key)}{BACK.get(verb, '')}")


def _told(request: HttpRequest, homes: Homes, key: str, verb: str, error: MootError) -> HttpResponse:
    typed = {**request.POST.dict(), "verb": verb}
    if verb == "write":
        said = _found(homes, key)
        more = {
            "may": may_do(request, homes, said, clock()), "fault": refusal(error), "typed": typed, "after": len(said.sitting.texts),
            "versions": reversed(said.sitting.texts), "draft": drafted(homes, said), "approved": said.approved_number,
        }  # fmt: skip
        response = render(request, "meetings/minutes.html", _form(said, more))
    elif verb == "arrange" and may_do(request, homes, _found(homes, key), clock())["plan"]:
        said = _found(homes, key)
        shown = {"people": _choices(homes, said), "lines": _placed(said, typed), "fault": refusal(error)}
        response = render(request, "meetings/agenda.html", _form(said, shown))
    else:
        response = _shown(request, key, fault=refusal(error), typed=typed)
    response.status_code = status_of(error)
    return response


PLACE = "meetings/<str:group>/<str:series>/<str:day>/"
urlpatterns = [
    path(f"{PLACE}agenda/", agenda, name="meeting-agenda"),
    path(f"{PLACE}agenda.md", agenda_file, name="meeting-agenda-file"),
    path(f"{PLACE}live/", live, name="meeting-live"),
    path(f"{PLACE}minutes/", minutes, name="meeting-minutes"),
    path(f"{PLACE}minutes/<int:number>/", minutes, name="meeting-minutes-version"),
    path(f"{PLACE}notes/", notes, name="meeting-notes"),
    path(f"{PLACE}do/<str:verb>/", act, name="meeting-do"),
    *twins(PLACE, one, "meeting"),
]
