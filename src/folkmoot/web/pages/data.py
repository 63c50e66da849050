"""Data quality: sources and coverage, findings, matching of people, definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.model.answer import Answer
from folkmoot.web.filters import filters_of
from folkmoot.web.house import ask
from folkmoot.web.page import FORMS, Page, answer_page, context_of, twin_of
from folkmoot.web.words import said

SHOWN = 100
MOST_DIGITS = 7


def sources(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show which sources were read, how far, and how fresh they are."""
    page = Page("data", "data/sources.html", "data", ("source", "q", "state", "page"), part="sources", paged=True)
    return answer_page(request, page, form, by_severity)


def by_severity(answer: Answer) -> dict[str, Any]:
    """Return how many findings there are of each severity, the worst first."""
    counts = Counter(str(row["severity"]) for row in answer.parts["findings"].rows)
    return {"severities": [(severity, counts.get(severity, 0)) for severity in ("error", "warning", "note")]}


def findings(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show what the checks found in the charter, searched and by severity."""
    part = ask("data").parts["findings"]
    wanted, severity = request.GET.get("q", "").strip().lower(), request.GET.get("severity", "")
    chosen = tuple(row for row in part.rows if _matches(row, wanted) and severity in ("", row["severity"]))
    return _part(request, replace(part, rows=chosen, coverage=()), form)


def _matches(row: Mapping[str, Any], wanted: str) -> bool:
    return not wanted or any(wanted in said(row.get(name)).lower() for name in ("says", "mend", "path", "check"))


def matching(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show which accounts may belong to one person."""
    return _part(request, ask("data").parts["matching"], form)


def definitions(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show what every figure means, with its version and source."""
    return _part(request, ask("data").parts["definitions"], form)


def _part(request: HttpRequest, part: Answer, form: str) -> HttpResponse:
    """Show one part of the data report as a page of its own, a hundred rows at a time."""
    if form in FORMS:
        return twin_of(part, form, part.name)
    filters = filters_of(request.path, request.GET.dict(), ("q", "severity", "page"))
    page = filters.own.get("page", "1")
    number = max(1, int(page)) if page.isdecimal() and len(page) < MOST_DIGITS else 1
    about = {"page": number, "size": SHOWN}
    shown = replace(part, rows=part.rows[(number - 1) * SHOWN : number * SHOWN], found=len(part.rows), about=about)
    return render(request, f"data/{part.name}.html", {**context_of(filters, shown, part.name), "part": shown})
