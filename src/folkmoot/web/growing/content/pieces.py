"""Content in the portal: the pipeline, the calendar, one piece, results, active hours, authors; and the forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.jobs import content_steps as steps
from folkmoot.jobs import contents as job
from folkmoot.model.answer import Answer
from folkmoot.model.content import KINDS, LANGUAGES, LEVELS, STATES, Piece
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.text import Text, slug_of
from folkmoot.reports.content_course import name_of_channel
from folkmoot.reports.homes import Homes
from folkmoot.web.accounts.who import actor_of, forge_accounts
from folkmoot.web.acting import done
from folkmoot.web.declaring import may_declare
from folkmoot.web.forms import Sheet, form_page
from folkmoot.web.growing.content import channel
from folkmoot.web.growing.content.acts import SAYS, VERBS, Asked, doings, form_for, may_change
from folkmoot.web.growing.content.feeds import urlpatterns as feeds
from folkmoot.web.growing.content.forms import DetailsForm, typed_of
from folkmoot.web.house import house
from folkmoot.web.moments import clock, minute
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import refusal

SECTION = "content"
FILTERS = ("kind", "channel", "language", "author", "release", "q")
NEWEST = "6"  # published pieces that the pipeline shows
COLUMNS = (
    ("idea", Text("Ideas", "选题"), ("idea",)), ("draft", Text("Being written", "写作中"), ("taken", "draft")),
    ("review", Text("In review", "审核中"), ("review",)), ("scheduled", Text("Scheduled", "已排期"), ("scheduled",)),
)  # fmt: skip


def contents(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the pipeline: what is on its way, column by column, and what was published last; or one state as a table."""
    state = request.GET.get("state", "")
    at = {"at": minute()}
    board = form == "html" and not state
    page = Page(
        "content", "content/board.html", SECTION, own=(*FILTERS, "state", "page", "size"), paged=not board,
        fixed={**at, "state": "open"} if board else at,
        beside=(Beside("published", "content", {**at, "state": "published", "size": NEWEST}, own=FILTERS),) if board else (),
    )  # fmt: skip

    def more(answer: Answer) -> dict[str, Any]:
        return {
            **_around("content"),
            "columns": _columns(answer) if board else [],
            "main_action": _propose(),
            "board": board,
            "may_declare": may_declare(request),
        }

    return answer_page(request, page, form, more)


def _propose() -> tuple[str, Text]:
    return reverse("content-new"), Text("Propose or hand in", "提选题或投稿")


def _columns(answer: Answer) -> list[dict[str, Any]]:
    found = [
        {"name": name, "title": title, "rows": [row for row in answer.rows if row["state"] in states]}
        for name, title, states in COLUMNS
    ]
    out = answer.parts["published"]
    return [*found, {"name": "published", "title": STATES["published"], "rows": out.rows, "found": out.found}]


def _around(tab: str) -> dict[str, Any]:
    charter = house().charter
    return {
        "tab": tab, "kinds": list(KINDS.items()), "languages": list(LANGUAGES.items()), "levels": list(LEVELS.items()),
        "channels": charter.channels, "groups": [one for one in charter.groups if one.status != "archived"],
        "states": [("", Text("Pipeline", "看板")), *STATES.items()],
    }  # fmt: skip


def calendar(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show a month of what is published and planned."""
    page = Page("content-calendar", "content/calendar.html", SECTION, own=("month", "channel"), fixed={"at": minute()})

    def more(answer: Answer) -> dict[str, Any]:
        by_day: dict[Any, list[Mapping[str, Any]]] = {}
        for row in answer.rows:
            by_day.setdefault(row["day"], []).append(row)
        month = answer.about["first"].month
        weeks = [
            [{"day": day, "outside": day.month != month, "rows": by_day.get(day, [])} for day in week]
            for week in answer.about["weeks"]
        ]
        return {**_around("calendar"), "weeks": weeks, "today": house().today(), "main_action": _propose()}

    return answer_page(request, page, form, more)


def results(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show how often what was published was viewed."""
    own = ("kind", "channel", "language", "campaign")
    page = Page("content-results", "content/results.html", SECTION, own=own, fixed={"at": minute()})
    return answer_page(
        request, page, form, lambda _answer: {**_around("results"), "result_parts": ("channels", "indicators")}
    )


def hours(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show when an audience is active, and good times to publish."""
    page = Page(
        "audience-hours", "content/hours.html", SECTION, own=("channel", "level", "zone"), fixed={"at": minute()}
    )
    return answer_page(request, page, form, lambda _answer: _around("hours"))


def authors(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show who writes for the community."""
    page = Page("authors", "content/authors.html", SECTION, fixed={"at": minute()})
    return answer_page(request, page, form, lambda _answer: {**_around("authors"), "main_action": _propose()})


def _times(homes: Homes, piece: Piece) -> Answer:
    """Return when the audience of a piece's first channel is active; everybody's hours where too few of it were seen."""
    channel = next((one for one in piece.details.channels if one in homes.charter.channel_by_id), "")
    answer = house().answer("audience-hours", {"at": minute(), "channel": channel})
    return answer if answer.about["days"] or not channel else house().answer("audience-hours", {"at": minute()})


def piece(request: HttpRequest, number: int, form: str = "html") -> HttpResponse:
    """Show one piece: what it is about, where it stands, its views, and what the reader may do about it."""
    return _shown(request, number, form)


def named(_request: HttpRequest, name: str) -> HttpResponse:
    """Lead from a piece's English title in small letters and dashes to its page."""
    found = next(
        (one for one in job.every(house().homes()) if slug_of(one.details.title.en, most=None) == name.lower()), None
    )
    if found is None:
        raise Http404(name)
    return HttpResponseRedirect(reverse("content-piece", args=[found.number]))


def _shown(
    request: HttpRequest, number: int, form: str = "html", fault: str = "", typed: Mapping[str, Any] | None = None, verb: str = ""
) -> HttpResponse:  # fmt: skip
    page = Page("content-piece", "content/piece.html", SECTION, fixed={"id": str(number), "at": minute()})

    def more(answer: Answer) -> dict[str, Any]:
        homes, actor = house().homes(), actor_of(request)
        it = job.seen(homes, number, clock())
        edits = job.may_edit(homes, it.piece.details.group, actor, it.now)
        times = _times(homes, it.piece) if edits and it.piece.state in ("review", "scheduled") else None
        can = doings(it, actor, typed or {}, verb, request.GET.get("at", ""))
        opened = verb or request.GET.get("do", "")
        return {
            "tab": "", "fault": fault, "doings": can, "opened": opened, "may_change": may_change(it, actor), "times": times,
            "draft": it.piece.draft if edits or job.is_author(it.piece, actor) else "", "mine": job.is_author(it.piece, actor),
            "plan_channels": [name_of_channel(homes, one) for one in answer.about["channel_ids"]], "edits": edits,
            "campaign_url": _campaign(homes, it.piece.details.campaign),
        }  # fmt: skip

    return answer_page(request, page, form, more)


def _campaign(homes: Homes, key: str) -> str:
    """Return the address of a declared campaign; "" for a key that the charter has not."""
    return reverse("campaign", args=[key]) if key in homes.charter.campaign_by_id else ""


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Do one thing with a piece; what is wrong with it is told on its page, with what was typed."""
    homes, actor = house().homes(), actor_of(request)
    try:
        it = job.seen(homes, number, clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    typed = request.POST
    form = form_for(verb, it, typed)
    if form is not None and not form.is_valid():
        response = _shown(request, number, fault=_("Something is missing. Look at the form."), typed=typed, verb=verb)
        response.status_code = 400
        return response
    said = form.cleaned_data if form is not None else {}
    return done(
        request,
        lambda: VERBS[verb](Asked(request, it, actor), said),
        lambda fault: _shown(request, number, fault=fault, typed=typed, verb=verb),
        reverse("content-piece", args=[number]),
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of an idea or a draft that somebody hands in; record it when that is asked for."""
    homes, actor = house().homes(), actor_of(request)
    form = DetailsForm(
        request.POST or None,
        charter=homes.charter,
        every=job.every(homes),
        initial=_first(request, homes.charter.community.languages),
    )
    accounts = forge_accounts(request.user) if request.user.is_authenticated and not actor.people else ()

    def does(said: Mapping[str, Any]) -> str:
        details, link = form.details(), said.get("link", "")
        if link:
            made = job.hand_in(homes, details, link, actor=actor, now=clock(), accounts=accounts)
            messages.success(request, _("Thank you. The group's editors read it."))
        else:
            made = job.propose(homes, details, actor=actor, now=clock(), accounts=accounts)
            messages.success(request, _("The idea is recorded. Anybody may take it."))
        return reverse("content-piece", args=[made.number])

    sheet = Sheet(
        SECTION, Text("Propose or hand in", "提选题或投稿"),
        Text("An idea for an article, video, podcast, live stream or course; or what you have written already.",
             "为文章、视频、播客、直播或课程提出选题，或提交已完成的稿件。"),
        Text("Send", "提交"), above=((reverse("content"), Text("Content", "内容")),), sheets=("content",),
    )  # fmt: skip
    return form_page(request, sheet, form, does)


def _first(request: HttpRequest, languages: tuple[str, ...]) -> dict[str, Any]:
    """Return what the form shows first: what the address says of the moment, the group, the series and the release."""
    said = request.GET
    language = next((one for one in languages if one in LANGUAGES), "")
    return {
        "group": said.get("group", ""), "holder": said.get("series", ""), "release": said.get("release", ""),
        "planned_at": said.get("at", "") or None, "kind": said.get("kind", "article"), "language": language,
    }  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Show what is planned of a piece as a form; change it when that is asked for."""
    homes, actor = house().homes(), actor_of(request)
    try:
        it = job.seen(homes, number, clock())
    except BadInput as error:
        raise Http404(str(error)) from error
    zone = homes.charter.community.zone
    form = DetailsForm(
        request.POST or None,
        charter=homes.charter,
        every=job.every(homes),
        handing=False,
        initial=typed_of(it.piece.details, zone),
    )

    def does(_said: Mapping[str, Any]) -> str:
        steps.change(homes, number, form.details(), actor=actor, now=clock())
        messages.success(request, _("The plan is changed."))
        return reverse("content-piece", args=[number])

    above = (
        (reverse("content"), Text("Content", "内容")),
        (reverse("content-piece", args=[number]), it.piece.details.title),
    )
    sheet = Sheet(
        SECTION, Text("Change the plan", "修改计划"), Text(), Text("Save", "保存"), above=above, sheets=("content",)
    )  # fmt: skip
    return form_page(request, sheet, form, does)


@never_cache
@login_required
@require_POST
def from_release(request: HttpRequest, name: str) -> HttpResponse:
    """Make an idea from the highlights of a release, with one click."""
    base = house().settings.address.rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    link = f"{base}{reverse('release-highlights', args=[name])}"
    try:
        made = job.from_release(house().homes(), name, "", actor=actor_of(request), now=clock(), link=link)
    except (BadInput, NotAllowed) as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("release-highlights", args=[name]))
    messages.success(request, _("The idea is made from the highlights. Change what should be different."))
    return HttpResponseRedirect(reverse("content-piece", args=[made.number]))


urlpatterns = [
    *feeds,
    *twins("content/", contents, "content"),
    path("content/new/", new, name="content-new"),
    path("content/channels/new/", channel.new, name="channel-new"),
    *twins("content/calendar/", calendar, "content-calendar"),
    *twins("content/results/", results, "content-results"),
    *twins("content/hours/", hours, "audience-hours"),
    *twins("content/authors/", authors, "authors"),
    path("content/from-release/<str:name>/", from_release, name="content-from-release"),
    path("content/<int:number>/change/", change, name="content-change"),
    *[path(f"content/<int:number>/{verb}/", act, {"verb": verb}, name=f"content-{verb}") for verb in SAYS],
    *twins("content/<int:number>/", piece, "content-piece"),
    path("content/<slug:name>/", named, name="content-named"),
]
