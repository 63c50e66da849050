"""Releases: all plans with their phases, one plan with its calendar, notes and highlights, and the calendar files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from folkmoot.jobs import moving
from folkmoot.ledger import motions
from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadInput, BadQuestion, NotAllowed
from folkmoot.model.release import ReleasePlan
from folkmoot.model.text import Text
from folkmoot.press.calendar import Entry, Heading, ics
from folkmoot.press.release_notes import highlights_of, notes_of
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.growing.content.release import of_release
from folkmoot.web.house import ask, community, house
from folkmoot.web.moments import clock
from folkmoot.web.page import Page, answer_page
from folkmoot.web.twins import twins
from folkmoot.web.words import language, refusal, said

FRESH = 300  # seconds for which a program need not ask again


def releases(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the plans of releases, by phase."""
    return answer_page(request, Page("release-plans", "releases/releases.html", "releases", own=("phase",)), form)


def release(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show one plan."""

    def more(answer: Answer) -> dict[str, Any]:
        key = f"release:{answer.about['id']}"
        put = [(one, motions.outcome(one.number)) for one in motions.about(key)]
        group = house().charter.group_by_slug.get(answer.about["group"])
        may = group is not None and may_manage(actor_of(request), group, house().today())
        running = any(came is None or came.word == "open" for _motion, came in put)
        return {
            **of_release(request, answer.about),
            "motions": put,
            "may_move": may and not running and not answer.about["released_on"],
        }

    page = Page("release-plan", "releases/release.html", "releases", fixed={"id": name}, part="notes")
    return answer_page(request, page, form, more)


def highlights(request: HttpRequest, name: str, form: str = "html") -> HttpResponse:
    """Show what a release brings, to be read in a minute."""
    page = Page("release-plan", "releases/highlights.html", "releases", fixed={"id": name})
    return answer_page(
        request, page, form, lambda answer: {"told": highlights_of(answer), **of_release(request, answer.about)}
    )


@require_safe
def notes(_request: HttpRequest, name: str) -> HttpResponse:
    """Give the drafted release notes as Markdown."""
    answer = _asked(name)
    response = HttpResponse(notes_of(answer, language()), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{answer.about["id"]}-{language()}.md"'
    return response


@login_required
@require_POST
def decide(request: HttpRequest, name: str) -> HttpResponse:
    """Put to a vote whether a release goes out; those who lead its group may."""
    answer = _asked(name)
    about = answer.about
    title = Text(f"Publish {answer.title.said_in('en')}?", f"是否发布 {answer.title.said_in('zh')}？")
    text = answer.sentence.said_in(language())
    try:
        number = moving.move(
            house().homes(), group=about["group"], kind="release", title=title, text=text, about=f"release:{about['id']}",
            actor=actor_of(request), now=clock(), why=_("the release is ready to be decided"),
        )  # fmt: skip
    except (BadInput, NotAllowed) as error:
        messages.error(request, refusal(error))
        return HttpResponseRedirect(reverse("release", args=[about["id"]]))
    return HttpResponseRedirect(reverse("motion", args=[number]))


@require_safe
def calendar(request: HttpRequest, name: str = "") -> HttpResponse:
    """Give the days of one release, or of all, as a calendar file."""
    plans = [plan for plan in house().charter.releases if name in ("", plan.id)]
    if name and not plans:
        raise Http404(name)
    title = said(plans[0].title) if name else _("Releases of %(name)s") % {"name": said(community().name)}
    url = request.build_absolute_uri(reverse("release", args=[name]) if name else reverse("releases"))
    heading = Heading(title, zone=community().zone, url=url, language=language())
    body = ics(heading, [entry for plan in plans for entry in _entries(plan, request)], house().today())
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name or "releases"}.ics"'
    response["Cache-Control"] = f"public, max-age={FRESH}"
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response


def _entries(plan: ReleasePlan, request: HttpRequest) -> Iterator[Entry]:
    url = request.build_absolute_uri(reverse("release", args=[plan.id]))
    for number, stage in enumerate(plan.stages):
        if stage.kind != "rest":
            begins = stage.actual or stage.day
            ends = stage.actual_until or begins + (stage.ends - stage.day)
            yield Entry(
                f"release-{plan.id}-{number}@folkmoot",
                f"{said(plan.title)}: {said(stage.title)}", begins, ends + timedelta(days=1), url=url, tags=(stage.kind,),
            )  # fmt: skip
    for name, day in (("unmaintained", plan.unmaintained_on), ("eol", plan.eol_on)):
        if day:
            words = _("no longer maintained") if name == "unmaintained" else _("end of life")
            yield Entry(f"release-{plan.id}-{name}@folkmoot", f"{said(plan.title)}: {words}", day, url=url)


def _asked(name: str) -> Answer:
    try:
        return ask("release-plan", id=name)
    except BadQuestion as error:
        raise Http404(name) from error


urlpatterns = [
    *twins("releases/", releases, "releases"),
    path("calendar/releases.ics", calendar, name="releases-calendar"),
    path("calendar/releases/<str:name>.ics", calendar, name="release-calendar"),
    path("releases/<str:name>/notes.md", notes, name="release-notes"),
    path("releases/<str:name>/decide/", decide, name="release-decide"),
    path("releases/<str:name>/highlights/", highlights, name="release-highlights"),
    *twins("releases/<str:name>/", release, "release"),
]
