"""Groups: the directory, and the page of one group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString

from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.answer import Answer
from folkmoot.web.governing import talks
from folkmoot.web.governing.calendar import beside_group
from folkmoot.web.growing import tasks
from folkmoot.web.growing.listening import questions
from folkmoot.web.house import house
from folkmoot.web.markdown import document_html
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.pages.board import RECENT
from folkmoot.web.pages.group_report import years_of
from folkmoot.web.words import language

DIRECTORY = Page(
    "groups", "groups.html", "groups", own=("q", "kind", "status", "sort"), beside=(Beside("dormancy", "dormancy"),)
)
MOST = 6  # documents on one page; the charter holds the rest
HEADLINES = (
    "active_people",
    "new_people",
    "merged_changes",
    "change_first_response",
    "open_issues",
    "contributor_absence_factor",
)
FIRST = ("chair", "lead", "maintainer", "cochair", "co-chair", "tech-lead", "tech_lead", "committer", "reviewer")
"""The order in which a page shows roles; any other role comes after, by name, and plain members last."""


def groups(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the groups, searched, filtered and sorted by the URL."""
    return answer_page(request, DIRECTORY, form)


def group(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show what one group declares and what happened in it."""
    tiles = Beside("board", "board", {"group": slug, "names": ",".join(headlines())}, since=RECENT)
    needs = Beside("attention", "attention", {"group": slug})
    signs = Beside("dormancy", "dormancy", {"group": slug})
    beside = (
        tiles,
        needs,
        signs,
        Beside("actions", "actions", {"group": slug}),
        *beside_group(slug),
        talks.beside_group(slug),
        questions.beside_group(slug),
        tasks.beside_group(slug),
    )
    page = Page("group", "group.html", "groups", fixed={"id": slug}, part="people", beside=beside)
    return answer_page(request, page, form, more)


def headlines() -> list[str]:
    """Return the numbers of a group's page."""
    house()  # opens the workspace, which loads the indicators
    return [name for name in HEADLINES if name in INDICATORS]


def more(answer: Answer) -> dict[str, Any]:
    """Return what the template needs beside the answer: the roster by role, and the documents as HTML."""
    declared = {**answer.about, **(answer.about.get("group") or {})}
    roles = list(declared.get("roles") or ())
    today = answer.about.get("today")
    running = [term for term in roles if not _over(term, today)]
    about = {**declared, "roster": roster(running), "past": [term for term in roles if _over(term, today)]}
    years = years_of(declared.get("created"), today) if today else []
    return {"about": about, "documents": documents(declared.get("documents") or ()), "years": years}


def _over(term: Mapping[str, Any], today: Any) -> bool:
    return bool(term.get("until")) and bool(today) and str(term["until"]) < str(today)


def roster(terms: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return the terms by role, leading roles first."""
    by_role: dict[str, list[Mapping[str, Any]]] = {}
    for term in terms:
        by_role.setdefault(str(term["role"]), []).append(term)
    return sorted(by_role.items(), key=lambda one: (_rank(one[0]), one[0]))


def _rank(role: str) -> int:
    if role in FIRST:
        return FIRST.index(role)
    return len(FIRST) + (1 if role == "member" else 0)


def documents(said: Iterable[Any]) -> list[dict[str, str | SafeString]]:
    """Return the group's documents as safe HTML, those in the page's language first."""
    shown: list[dict[str, str | SafeString]] = []
    for one in said:
        if isinstance(one, Mapping) and one.get("text"):
            base = str(one.get("base") or "")
            html = document_html(str(one["text"]), base if base.startswith("https://") else "")
            shown.append({**{name: str(one.get(name) or "") for name in ("title", "path", "lang")}, "html": html})
    own = language()
    return sorted(shown, key=lambda one: one["lang"] != own)[:MOST]
