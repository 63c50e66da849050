"""Search: people, groups, repositories, proposals and pages by a few letters."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from folkmoot.web.house import ask
from folkmoot.web.page import Page, answer_page

SUGGESTED = 8


def search(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show everything that matches ``?q=``."""
    return answer_page(request, Page("search", "search.html", "search", own=("q",)), form)


def suggest(request: HttpRequest) -> HttpResponse:
    """Return the first matches as a list, for the search field while somebody types."""
    words = request.GET.get("q", "").strip()
    rows = ask("search", q=words).rows[:SUGGESTED] if words else ()
    return render(request, "parts/suggestions.html", {"rows": rows, "words": words})
