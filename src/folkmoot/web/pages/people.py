"""People: the directory, and the page of one person."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from folkmoot.web.page import Page, answer_page

DIRECTORY = Page("people", "people.html", "people", own=("q", "sort", "page", "size", "role", "kind"), paged=True)


def people(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the people who are declared or contributed, a page at a time."""
    return answer_page(request, DIRECTORY, form)


def person(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one person: accounts, affiliations, roles over time, contributions."""
    page = Page("person", "person.html", "people", fixed={"id": ident}, part="recent")
    return answer_page(request, page, form, lambda answer: {"about": answer.about})
