"""Data quality: sources and coverage, findings, matching of people, definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from folkmoot.model.answer import Answer
from folkmoot.reports.present import as_csv, as_json
from folkmoot.web.filters import filters_of
from folkmoot.web.house import ask
from folkmoot.web.page import Page, answer_page, context_of
from folkmoot.web.words import language, said

SHOWN = 100


def sources(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show which sources were read, how far, and how fresh they are."""
    return answer_page(request, Page("data", "data/sources.html", "data", part="sources"), form, by_severity)


def by_severity(answer: Answer) -> dict[str, Any]:
    """Return how many findings there are of each severity, the worst first."""
    counts = Counter(str(row["severity"]) for row in answer.parts["findings"].rows)
    return {"severities": [(severity, counts.get(severity, 0)) for severity in ("error", "warning", "note")]}


def findings(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show what the checks found in the charter, searched and by severity."""
    part = ask("data").parts["findings"]
    wanted, severity = request.GET.get("q", "").strip().lower(), request.GET.get("severity", "")
    chosen = tuple(row for row in part.rows if _matches(row, wanted) and severity in ("", row["severity"]))
    part = replace(part, rows=chosen, found=len(chosen), coverage=())
    if form != "html":
        return _twin(part, form)
    number = max(1, int(page)) if (page := request.GET.get("page", "1")).isdigit() else 1
    shown = replace(part, rows=chosen[(number - 1) * SHOWN : number * SHOWN], about={"size": SHOWN})
    return _part(request, part, "findings", {"shown": shown}, own=("q", "severity", "page"))


def _matches(row: Mapping[str, Any], wanted: str) -> bool:
    return not wanted or any(wanted in said(row.get(name)).lower() for name in ("says", "mend", "path", "check"))


def matching(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show which accounts may belong to one person."""
    part = ask("data").parts["matching"]
    return _twin(part, form) if form != "html" else _part(request, part, "matching")


def definitions(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show what every figure means, with its version and source."""
    part = ask("data").parts["definitions"]
    return _twin(part, form) if form != "html" else _part(request, part, "definitions")


def _twin(part: Answer, form: str) -> HttpResponse:
    if form == "csv":
        return HttpResponse(as_csv(part, language()), content_type="text/csv; charset=utf-8")
    return JsonResponse(as_json(part, language()), json_dumps_params={"ensure_ascii": False})


def _part(
    request: HttpRequest, part: Answer, name: str, extra: Mapping[str, Any] | None = None, own: tuple[str, ...] = ()
) -> HttpResponse:
    filters = filters_of(request.path, request.GET.dict(), own)
    shown = {**context_of(filters, part, name), "part": part, **(extra or {})}
    return render(request, f"data/{name}.html", shown)
