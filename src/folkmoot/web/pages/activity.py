"""Work: counts of what happened, and the single events under every count."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.page import Page, answer_page

ACTIVITY = Page(
    "activity", "activity.html", "activity", own=("kind", "by", "person", "sort", "page", "size"), paged=True
)
EVENTS = Page(
    "events",
    "events.html",
    "events",
    own=("kind", "month", "week", "merges", "of", "page", "size", "account", "person"),
)


def activity(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Count events by person, account, group, repository, organisation, kind, week or month."""
    return answer_page(request, ACTIVITY, form)


def events(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List single events, newest first."""
    return answer_page(request, EVENTS, form)
