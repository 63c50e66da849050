"""Repositories: what happened in each, and how well it has been read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.page import Page, answer_page


def repositories(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the community's repositories."""
    return answer_page(request, Page("repositories", "repositories.html", "repositories"), form)
