"""Ladders: the overview, a group's ladder with who qualifies, one person's standing, and the events that prove it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from folkmoot.model.answer import Answer
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.twins import twins

SECTION = "ladders"
OVERVIEW = Page("ladders", "ladders/ladders.html", SECTION)
PROOF = Page("proof", "ladders/proof.html", SECTION, own=("person", "role", "clause", "page", "size"), paged=True)


def ladders(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the groups with their ladders, and who may be proposed."""
    return answer_page(request, OVERVIEW, form, lambda answer: {"groups": _by_group(answer)})


def _by_group(answer: Answer) -> list[dict[str, Any]]:
    """Return the overview's rows as one line for each group."""
    found: dict[str, dict[str, Any]] = {}
    for row in answer.rows:
        line = found.setdefault(row["group"], {"group": row["group"], "name": row["name"], "steps": [], "ready": 0})
        line["steps"].append(row)
        line["ready"] += row["ready"]
    return sorted(found.values(), key=lambda line: -line["ready"])


def ladder(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show a group's ladder: each role with who qualifies, who is close, and who holds it."""
    page = Page("ladder", "ladders/ladder.html", SECTION, own=("role", "state", "page", "size"), fixed={"group": slug})
    return answer_page(request, page, form, lambda answer: {"about": answer.about, "roles": _roles(answer)})


def _roles(answer: Answer) -> list[dict[str, Any]]:
    """Return the roles, each with its rows and its holders."""
    holders = answer.parts["holders"].rows
    return [
        {
            **role,
            "rows": [row for row in answer.rows if row["role"] == role["role"]],
            "held": [row for row in holders if row["role"] == role["role"]],
        }
        for role in answer.about["roles"]
    ]


def standing(request: HttpRequest, slug: str, ident: str, form: str = "html") -> HttpResponse:
    """Show how one person stands before each role of a group's ladder."""
    page = Page("standing", "ladders/standing.html", SECTION, own=("role",), fixed={"group": slug, "id": ident})
    return answer_page(request, page, form, lambda answer: {"about": answer.about})


def proof(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the events that a clause counts for one person."""
    return answer_page(request, PROOF, form)


def standing_beside(ident: str) -> Beside:
    """Return what a person's own page asks beside its own report."""
    return Beside("standing", "standing", {"id": ident})


urlpatterns = [
    *twins("ladders/", ladders, "ladders"),
    *twins("groups/<str:slug>/ladder/", ladder, "ladder"),
    *twins("groups/<str:slug>/ladder/<path:ident>/", standing, "standing"),
    *twins("proof/", proof, "proof"),
]
