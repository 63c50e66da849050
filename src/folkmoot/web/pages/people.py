"""People: the directory, and the page of one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.governing.ladders import standing_beside
from folkmoot.web.page import Beside, Page, answer_page

DIRECTORY = Page(
    "people", "people.html", "people", own=("q", "sort", "page", "size", "role", "kind", "did"), paged=True
)


def people(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the people who are declared or contributed, a page at a time."""
    return answer_page(request, DIRECTORY, form)


def person(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one person: accounts, affiliations, roles over time, contributions."""
    taken_on = Beside("actions", "actions", {"owner": ident})
    page = Page(
        "person", "person.html", "people", fixed={"id": ident}, part="recent", beside=(standing_beside(ident), taken_on)
    )
    return answer_page(request, page, form, lambda answer: {"about": answer.about})
