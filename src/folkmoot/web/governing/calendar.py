"""The calendar: who meets when, past meetings, one's own, and the forms that change a meeting or who hosts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.jobs import schedule as job
from folkmoot.ledger import private
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.groups import Group
from folkmoot.model.meeting import Occurrence, key_of
from folkmoot.model.schedule import Change, Offer
from folkmoot.model.text import Text
from folkmoot.reports.calendar import EXTRA, all_series, meeting_groups, occurrence, occurrences, schedule
from folkmoot.reports.homes import Homes
from folkmoot.reports.meetings import row_of
from folkmoot.reports.rota import change_row, offer_row
from folkmoot.rules.authority import may_manage, serving_on
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import status_of
from folkmoot.web.governing.subscribing import urlpatterns as files
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "meetings"
OWN = ("month", "zone", "view")
ZONES = ("Asia/Shanghai", "Asia/Tokyo", "Asia/Kolkata", "Europe/Berlin", "Europe/London", "America/Sao_Paulo",
         "America/New_York", "America/Chicago", "America/Los_Angeles", "Australia/Sydney", "UTC")  # fmt: skip
AHEAD = timedelta(days=200)


def meetings(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show who meets when: a list by day, or a month."""
    page = Page("meetings", "calendar/meetings.html", SECTION, own=OWN, fixed={"at": minute()})
    return answer_page(request, page, form, lambda answer: _around(request, answer))


def beside_group(slug: str) -> tuple[Beside, Beside]:
    """Return what a group's own page asks about its meetings and hosts."""
    at = {"group": slug, "at": minute()}
    return Beside("calendar", "meetings", at), Beside("rota", "rota", at)


def _around(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    """Return what the page shows beside the answer: the days, the weeks of a month, addresses, and what the reader may do."""
    about = answer.about
    chosen = answer.scope.groups[0] if len(answer.scope.groups) == 1 else ""
    homes, actor, now = house().homes(), actor_of(request), clock()
    managed = {one.slug for one in meeting_groups(homes) if actor.name and may_manage(actor, one, now.date())}
    zones = dict.fromkeys(
        (about["zone"], community().zone, *sorted({one["zone"] for one in about["series"]} - {""}), *ZONES)
    )
    return {
        "about": about, "chosen": chosen, "managed": managed, "zones": list(zones),
        "days": [(day, list(rows)) for day, rows in groupby(answer.rows, key=lambda row: row["day"])],
        "weeks": weeks(answer.rows, about["month"]) if about["view"] == "month" else (),
        "today": house().today(), "host": request.get_host(), "own_zone": community().zone,
        "waiting": _waiting(homes, actor.people) if actor.people else 0,
        "file": reverse("calendar-group", args=[chosen]) if chosen else reverse("calendar-community"),
    }  # fmt: skip


def weeks(rows: Iterable[Mapping[str, Any]], month: date) -> list[list[dict[str, Any]]]:
    """Return the weeks of a month, Monday first, each day with its meetings."""
    by_day = {day: list(found) for day, found in groupby(rows, key=lambda row: row["day"])}
    day = month - timedelta(days=month.weekday())
    after = (month + timedelta(days=31)).replace(day=1)
    found = []
    while day < after:
        week = [day + timedelta(days=number) for number in range(7)]
        found.append([{"day": one, "outside": one.month != month.month, "rows": by_day.get(one, [])} for one in week])
        day += timedelta(days=7)
    return found


def past(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the meetings whose notes are on file, and what is odd about them."""
    page = Page("past_meetings", "calendar/past.html", SECTION, own=("flag", "q", "page", "size"), paged=True)
    return answer_page(request, page, form, lambda answer: {"about": answer.about})


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the reader hosts, who asks whom, and the address of their own calendar."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    zone = community().zone
    found = [one for one in occurrences(homes, now, now + AHEAD) if one.host in actor.people and not one.cancelled]
    offers = [one for one in schedule(homes).offers if {one.giver, one.taker} & set(actor.people)]
    return render(request, "calendar/mine.html", {
        "section": SECTION, "zone": zone, "now": now, "declared": bool(actor.people), "person": actor.people[:1],
        "hosts": [row_of(homes, one, zone) for one in found], "token": private.token_of(actor.name), "host": request.get_host(),
        "offers": [{**offer_row(homes, one), "asked": one.taker in actor.people} for one in reversed(offers)],
        "public": homes.faces.id_of(actor.people[0]) if actor.people else "",
    })  # fmt: skip


def _waiting(homes: Homes, people: Iterable[str]) -> int:
    """Return how many offers wait for somebody's answer."""
    return sum(1 for one in schedule(homes).offers if one.word == "open" and one.taker in people)


@never_cache
@require_GET
def change(request: HttpRequest, group: str, series: str, day: str) -> HttpResponse:
    """Show what may be done about one meeting: cancel or move it, name its host, ask somebody to host."""
    return _changed(request, f"{group}/{series}/{day}")


def _changed(
    request: HttpRequest, key: str, fault: str = "", typed: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    homes, actor, now = house().homes(), actor_of(request), clock()
    recorded = schedule(homes, key.partition("/")[0])
    one = occurrence(homes, key, recorded)
    if one is None:
        raise Http404(key)
    group = homes.charter.group_by_slug[one.group]
    about = [each for each in recorded.changes if each.key == key]
    return render(request, "calendar/change.html", {
        "section": SECTION, "zone": community().zone, "now": now, "one": row_of(homes, one, community().zone), "fault": fault,
        "typed": typed or {}, "group": group, "over": one.ends_at < now,
        "manages": bool(actor.name) and may_manage(actor, group, now.date()),
        "hosts": one.host is not None and one.host in actor.people, **_choices(homes, one, group, actor.people),
        "changes": [_told(homes, each) for each in reversed(about)],
        "offers": [
            {**offer_row(homes, each), "asked": each.taker in actor.people, "asks": each.giver in actor.people}
            for each in reversed(recorded.offers) if key in (each.key, _back_key(each))
        ],
    }, status=status)  # fmt: skip


def _back_key(one: Offer) -> str:
    return key_of(one.group, one.series, one.back) if one.back else ""


def _told(homes: Homes, one: Change) -> dict[str, Any]:
    return {**change_row(homes, one), "may_undo": not one.undone and one.does != "undo"}


def _choices(homes: Homes, one: Occurrence, group: Group, mine: Iterable[str]) -> dict[str, Any]:
    """Return whom one may ask or name, and the days on which the others host next."""
    now = clock()
    faces, serving = homes.faces, serving_on(group, now.date())
    people = sorted(
        {faces.id_of(person): faces.name_of(person) for person in serving}.items(), key=lambda each: each[1]
    )
    ahead = [
        row_of(homes, each, community().zone)
        for each in occurrences(homes, now, now + AHEAD, one.group)
        if each.series == one.series
        and each.host
        and each.host not in mine
        and not each.cancelled
        and each.host in serving
    ]
    return {
        "people": people,
        "others": [each for each in people if each[0] not in {faces.id_of(me) for me in mine}],
        "ahead": ahead,
    }


Verb = Callable[[HttpRequest, Homes, str], str]


def _cancel(request: HttpRequest, homes: Homes, key: str) -> str:
    job.cancel(homes, key, actor=actor_of(request), now=clock(), why=request.POST.get("why", ""))
    return _("The meeting is cancelled. Calendars that subscribe are told.")


def _move(request: HttpRequest, homes: Homes, key: str) -> str:
    said = request.POST
    job.move(
        homes, key, to=_day(said.get("to", "")), time=said.get("time", ""), minutes=_number(said.get("minutes", "")),
        actor=actor_of(request), now=clock(), why=said.get("why", ""),
    )  # fmt: skip
    return _("The meeting is moved. Calendars that subscribe are told.")


def _give(request: HttpRequest, homes: Homes, key: str) -> str:
    job.give(homes, key, _person(homes, request.POST.get("host", "")), actor=actor_of(request), now=clock())
    return _("The host is named.")


def _offer(request: HttpRequest, homes: Homes, key: str) -> str:
    said = request.POST
    taker, back = said.get("taker", ""), said.get("back", "")
    if back and not taker:
        raise BadInput(_("Say whom you ask."))
    job.offer(
        homes, key, _person(homes, taker), back=_day(back) if back else None, actor=actor_of(request), now=clock(),
        why=said.get("why", ""),
    )  # fmt: skip
    return _("They are asked. Until they accept, the meeting stays yours.")


VERBS: Mapping[str, Verb] = {"cancel": _cancel, "move": _move, "give": _give, "offer": _offer}


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, group: str, series: str, day: str, verb: str) -> HttpResponse:
    """Do one thing to a meeting; what is wrong with it is told beside the form, with what was typed."""
    key = f"{group}/{series}/{day}"
    if verb not in VERBS:
        raise Http404(verb)
    try:
        told = VERBS[verb](request, house().homes(), key)
    except (BadInput, NotAllowed) as error:
        typed = {**request.POST.dict(), "verb": verb}
        return _changed(request, key, refusal(error), typed, status_of(error))
    messages.success(request, told)
    return HttpResponseRedirect(reverse("meeting-change", args=[group, series, day]))


@never_cache
@login_required
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a recorded change."""
    return _done(
        request, lambda: job.undo(house().homes(), number, actor=actor_of(request), now=clock()), _("It is undone.")
    )


@never_cache
@login_required
@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Accept or decline an offer, or withdraw one's own."""
    accept = request.POST.get("answer") == "accept"
    told = _("You host it now.") if accept else _("Noted.")
    return _done(
        request, lambda: job.answer(house().homes(), number, accept=accept, actor=actor_of(request), now=clock()), told
    )


def _done(request: HttpRequest, does: Callable[[], object], told: str) -> HttpResponse:
    """Do something, tell what came of it, and go back to where the reader was."""
    try:
        does()
    except (BadInput, NotAllowed) as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, told)
    back = request.POST.get("next", "")
    inside = back.startswith("/meetings/") and "//" not in back and "\\" not in back
    return HttpResponseRedirect(back if inside else reverse("my-meetings"))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Show the form of a meeting beside the rules, and add it when that is asked for."""
    said = (request.POST if request.method == "POST" else request.GET).dict()
    fault, status = "", 200
    if request.method == "POST":
        try:
            made = _added(request, said)
        except (BadInput, NotAllowed) as error:
            fault, status = refusal(error), status_of(error)
        else:
            messages.success(request, _("The meeting is added. Calendars that subscribe are told."))
            return HttpResponseRedirect(reverse("meeting-change", args=[made.group, made.series, made.day.isoformat()]))
    homes, actor, now = house().homes(), actor_of(request), clock()
    places = [
        (one, [(name, series.title, series.zone) for name, series in all_series(homes, one).items()])
        for one in meeting_groups(homes) if may_manage(actor, one, now.date())
    ]  # fmt: skip
    context = {"section": SECTION, "zone": community().zone, "now": now, "said": said, "fault": fault, "places": places}
    return render(request, "calendar/add.html", context, status=status)


def _added(request: HttpRequest, said: Mapping[str, str]) -> Change:
    group, _slash, series = said.get("series", "").partition("/")
    wanted = job.Wanted(
        _day(said.get("day", "")), said.get("time", ""), _number(said.get("minutes", "")), said.get("title", ""),
        said.get("url", "").strip(),
    )  # fmt: skip
    return job.add(
        house().homes(), group, series or EXTRA, wanted, actor=actor_of(request), now=clock(), why=said.get("why", "")
    )


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise BadInput(
            Text(f"'{said[:20]}' is no day.", f"“{said[:20]}”不是有效的日期。"),
            mend=Text("Write 2026-11-24.", "请按 2026-11-24 的格式填写。"),
        ) from error


def _number(said: str) -> int | None:
    if not said.strip():
        return None
    if not said.isascii() or not said.isdecimal() or len(said) > 4:
        raise BadInput(Text(f"'{said[:20]}' is no number of minutes.", f"“{said[:20]}”不是有效的分钟数。"))
    return int(said)


def _person(homes: Homes, said: str) -> str:
    """Return the declared id of somebody chosen by their public one. Errors: BadInput when there is nobody."""
    known = homes.faces.find(said) if said else None
    found = [one for one in homes.charter.person_by_id if known and homes.identity.person_of.get(one, one) == known.id]
    if not found:
        raise BadInput(
            Text(f"the charter declares nobody called '{said[:60]}'.", f"章程中没有“{said[:60]}”。"),
            mend=Text("Choose somebody from the list.", "请从列表中选择。"),
        )
    return found[0]


_PLACE = "meetings/change/<str:group>/<str:series>/<str:day>/"

urlpatterns = [
    *files,
    *twins("meetings/", meetings, "meetings"),
    *twins("meetings/past/", past, "past-meetings"),
    path("meetings/mine/", mine, name="my-meetings"),
    path("meetings/add/", add, name="meeting-add"),
    path("meetings/undo/<int:number>/", undo, name="meeting-undo"),
    path("meetings/offers/<int:number>/", answer, name="offer-answer"),
    path(_PLACE, change, name="meeting-change"),
    path(f"{_PLACE}<str:verb>/", act, name="meeting-act"),
]
