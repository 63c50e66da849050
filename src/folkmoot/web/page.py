"""A page: a report is asked with what the URL says; the answer becomes HTML, or its JSON or CSV twin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadQuestion
from folkmoot.reports.present import as_csv, as_json
from folkmoot.web.filters import Filters, filters_of
from folkmoot.web.house import ask, community
from folkmoot.web.words import language


def _nothing_more(_answer: Answer) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """Which report a page shows, in which template, and what else its URL may say."""

    report: str
    template: str
    section: str
    own: tuple[str, ...] = ()  # the report's options that the URL may give
    fixed: Mapping[str, str] = field(default_factory=dict)  # what the path has decided
    part: str = ""  # the part that is the page's main table, for CSV
    paged: bool = False  # the HTML page shows a page of rows at a time; its twins hold them all
    since: str = ""  # the window where the URL gives none, if anything happened in it; else all time


def answer_page(
    request: HttpRequest, page: Page, form: str = "html", more: Callable[[Answer], Mapping[str, Any]] = _nothing_more
) -> HttpResponse:
    """Ask the page's report and show it as ``form``: html, json or csv. ``more`` adds to the template's context."""
    filters = filters_of(_html_path(request.path), request.GET.dict(), page.own)
    if page.paged and form == "html":
        filters = replace(filters, own={"page": "1", **filters.own})
    filters, answer = _asked(page, filters)
    if form == "json":
        return JsonResponse(as_json(answer, language()), json_dumps_params={"ensure_ascii": False})
    if form == "csv":
        return _csv(request, answer, page)
    return render(request, page.template, {**context_of(filters, answer, page.section), **more(answer)})


def _asked(page: Page, filters: Filters) -> tuple[Filters, Answer]:
    """Return the answer with the filters that made it: a recent window unless nothing happened in it."""
    if page.since and not {"since", "until"} & filters.shared.keys():
        recent = replace(filters, shared={**filters.shared, "since": page.since}, usual=page.since)
        answer = ask(page.report, **{**recent.parameters, **page.fixed})
        if answer.total:
            return recent, answer
    try:
        return filters, ask(page.report, **{**filters.parameters, **page.fixed})
    except BadQuestion as error:
        if page.fixed and not _exists(page):
            raise Http404(str(error)) from error
        raise


def _exists(page: Page) -> bool:
    """Return whether the thing that the path names is there, whatever the filters said."""
    try:
        ask(page.report, **page.fixed)
    except BadQuestion:
        return False
    return True


def context_of(filters: Filters, answer: Answer, section: str) -> dict[str, Any]:
    """Return what every template of an answer is given."""
    return {
        "answer": answer,
        "filters": filters,
        "section": section,
        "zone": community().zone,
        "now": datetime.now(UTC).replace(tzinfo=None),
    }


def _html_path(path: str) -> str:
    stem = path.removesuffix(".json").removesuffix(".csv")
    if stem == path:
        return path
    return "/" if stem == "/overview" else f"{stem}/"


def twin_path(path: str, form: str) -> str:
    """Return the address of a page's twin: ``/groups/`` → ``/groups.json``."""
    return f"/overview.{form}" if path == "/" else f"{path.rstrip('/')}.{form}"


def _csv(request: HttpRequest, answer: Answer, page: Page) -> HttpResponse:
    name = request.GET.get("part") or page.part
    table = answer.parts.get(name, answer) if name else answer
    response = HttpResponse(as_csv(table, language()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.report}{"-" + name if name else ""}.csv"'
    return response
