"""A page: reports are asked with what the URL says; the answer becomes HTML, or its JSON, CSV or Parquet twin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from folkmoot.model.answer import Answer
from folkmoot.model.errors import BadQuestion
from folkmoot.reports.present import as_csv, as_json, as_parquet
from folkmoot.reports.whole import csv_of, json_of, left_out, pages_itself, parquet_of, stretches
from folkmoot.web.filters import Filters, filters_of
from folkmoot.web.house import ask, community, house
from folkmoot.web.moments import clock
from folkmoot.web.words import language

FORMS = ("json", "csv", "parquet")
"""What a page's twins are."""
TYPES = {"json": "application/json", "csv": "text/csv; charset=utf-8", "parquet": "application/vnd.apache.parquet"}


def _nothing_more(_answer: Answer) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Beside:
    """A further report on a page: asked with the page's filters, its answer is a part of the page's."""

    part: str
    report: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    own: tuple[str, ...] = ()  # the page's own options that it is asked with too
    since: str = ""  # its window where the URL gives none


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
    beside: tuple[Beside, ...] = ()
    also: Callable[[Answer], Answer] | None = None  # what the answer is completed with, on the page and in its twins


def answer_page(
    request: HttpRequest, page: Page, form: str = "html", more: Callable[[Answer], Mapping[str, Any]] = _nothing_more
) -> HttpResponse:
    """Ask the page's reports and show them as ``form``: html or one of ``FORMS``. ``more`` adds to the template's context."""
    filters = filters_of(_html_path(request.path), request.GET.dict(), page.own)
    if page.paged and form == "html":
        filters = replace(filters, own={"page": "1", **filters.own})
    filters, answer = _asked(page, filters)
    answer = with_beside(answer, page.beside, filters)
    answer = page.also(answer) if page.also else answer
    if form in FORMS:
        name = request.GET.get("part") or page.part
        if not name and not answer.parts and not page.also and pages_itself(page.report, filters.parameters):
            return cast("HttpResponse", _whole(page, filters, form))  # its sibling, where it is sent in pieces
        answer = _with_every_row(page, filters, answer)
        part = answer if form == "json" else part_of(answer, name)
        if part is answer and request.GET.get("part") and form != "json":
            raise Http404(name)
        return twin_of(part, form, page.report + (f"-{name}" if name else ""))
    return render(request, page.template, {**context_of(filters, answer, page.section), **more(answer)})


def _whole(page: Page, filters: Filters, form: str) -> HttpResponseBase:
    """Return every row of the page's answer; a long one is made and sent a stretch at a time.

    Headers say how many rows there are and, where that is more than a download holds, how many are left out.
    """
    told = stretches(house().asking(page.report), {**filters.parameters, **page.fixed})
    first = next(told)
    response: HttpResponseBase
    if len(first.rows) == _found(first):
        response = twin_of(first, form, page.report)
    elif form == "parquet":
        response = FileResponse(parquet_of(chain([first], told), language()), content_type=TYPES[form])
    else:
        pieces = (csv_of if form == "csv" else json_of)(chain([first], told), language())
        response = StreamingHttpResponse(pieces, content_type=TYPES[form])
    response["X-Rows-Found"] = str(_found(first))
    if missing := left_out(first):
        response["X-Rows-Left-Out"] = str(missing)
    if form != "json":
        response["Content-Disposition"] = f'attachment; filename="{page.report}.{form}"'
    return response


def _with_every_row(page: Page, filters: Filters, answer: Answer) -> Answer:
    """Return an answer of several parts with every row of each, where the report gives a page unless it is asked for all."""
    if not pages_itself(page.report, filters.parameters):
        return answer
    every = ask(page.report, **{**filters.parameters, **page.fixed, "whole": "yes"})
    every = replace(every, parts={**answer.parts, **every.parts})
    return page.also(every) if page.also else every


def _found(answer: Answer) -> int:
    return len(answer.rows) if answer.found is None else answer.found


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


def with_beside(answer: Answer, beside: Iterable[Beside], filters: Filters) -> Answer:
    """Return the answer with those of the further reports among its parts."""
    more = {one.part: ask(one.report, **_parameters(one, filters)) for one in beside}
    return replace(answer, parts={**answer.parts, **more}) if more else answer


def questions_of(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a page asks when its address says nothing: reports with their parameters."""
    shared = {"since": page.since} if page.since else {}
    yield page.report, {**shared, **({"page": "1"} if page.paged else {}), **page.fixed}
    filters = Filters("", shared)
    for one in page.beside:
        yield one.report, _parameters(one, filters)


def _parameters(one: Beside, filters: Filters) -> dict[str, str]:
    """Return what a further report is asked with."""
    usual = {"since": one.since} if one.since and not {"since", "until"} & filters.shared.keys() else {}
    own = {name: filters.own[name] for name in one.own if name in filters.own}
    return {**filters.shared, **usual, **own, **one.fixed}


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
        "now": clock(),
    }


def _html_path(path: str) -> str:
    stem, dot, form = path.rpartition(".")
    stem = stem if dot and form in FORMS else path
    if stem == path:
        return path
    return "/" if stem == "/overview" else f"{stem}/"


def twin_path(path: str, form: str) -> str:
    """Return the address of a page's twin: ``/groups/`` → ``/groups.json``."""
    return f"/overview.{form}" if path == "/" else f"{path.rstrip('/')}.{form}"


def part_of(answer: Answer, name: str) -> Answer:
    """Return a part by its name, a part of a part by ``name.name``; the answer itself where there is none."""
    for step in name.split(".") if name else ():
        if step not in answer.parts:
            return answer
        answer = answer.parts[step]
    return answer


def twin_of(answer: Answer, form: str, name: str) -> HttpResponse:
    """Return an answer as JSON, or its rows as a file called ``name``."""
    if form == "json":
        return JsonResponse(as_json(answer, language()), json_dumps_params={"ensure_ascii": False})
    content = as_csv(answer, language()) if form == "csv" else as_parquet(answer, language())
    response = HttpResponse(content, content_type=TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
