"""People: the directory, and the page of one person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from folkmoot.model.answer import Answer
from folkmoot.web.accounts.who import actor_of, own_people
from folkmoot.web.governing.ladders import standing_beside
from folkmoot.web.governing.waiting import waiting_for
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.growing.tasks import suggested
from folkmoot.web.house import house
from folkmoot.web.moments import clock
from folkmoot.web.page import Beside, Page, answer_page

DIRECTORY = Page(
    "people", "people.html", "people", own=("q", "sort", "page", "size", "role", "kind", "did"), paged=True
)


def people(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the people who are declared or contributed, a page at a time."""
    return answer_page(request, DIRECTORY, form)


def person(request: HttpRequest, ident: str, form: str = "html") -> HttpResponse:
    """Show one person: accounts, affiliations, roles over time, contributions; to themselves also what waits for them."""
    taken_on = Beside("actions", "actions", {"owner": ident})
    page = Page(
        "person",
        "person.html",
        "people",
        fixed={"id": ident},
        part="recent",
        beside=(standing_beside(ident), taken_on, Beside("number", "number", {"id": ident})),
    )
    response = answer_page(request, page, form, lambda answer: {"about": answer.about, **_own(request, answer)})
    if request.user.is_authenticated:
        add_never_cache_headers(response)  # what waits for somebody is nobody else's to see
    return response


def _own(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    """Return what waits for the reader, on their own page alone; the page's twins have none of it."""
    if not request.user.is_authenticated:
        return {}
    homes = house().homes()
    own = {homes.faces.id_of(one) for one in own_people(request.user, homes.identity)}
    if answer.about["id"] not in own:
        return {}
    waits = waiting_for(homes, actor_of(request), clock(), entrant_names(request, homes))
    return {"own_page": True, "waiting": waits, "suggested": suggested(request, homes)}
