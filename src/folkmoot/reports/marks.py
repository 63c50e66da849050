"""Marks on a time axis: what the charter says happened, and the releases that were read. They explain nothing by themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from folkmoot.model.annotations import Annotation
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports.days import local_day
from folkmoot.reports.homes import Homes

MOST = 12
NEAR = timedelta(days=7)  # a release that was read so near to a declared one is the same
RELEASED = "release.published"


def marks(homes: Homes, question: Question, first: date, last: date) -> list[dict[str, Any]]:
    """Return the marks from ``first`` to ``last``, oldest first: day, until, title, kind, url. At most the newest dozen."""
    declared = [_plain(one) for one in homes.charter.annotations if _of(one, homes, question)]
    known = [one["day"] for one in declared if one["kind"] == "release"]
    read = [one for one in _releases(homes, question) if not any(abs(one["day"] - day) <= NEAR for day in known)]
    inside = [one for one in (*declared, *read) if first <= one["day"] <= last]
    return sorted(inside, key=lambda one: (one["day"], str(one["title"])))[-MOST:]


def _of(one: Annotation, homes: Homes, question: Question) -> bool:
    scope = question.scope
    if one.group and one.group not in scope.groups:
        return False
    return not one.repo or bool(homes.same(one.repo) & set(scope.repos))


def _plain(one: Annotation) -> dict[str, Any]:
    return {"day": one.day, "until": one.until, "title": one.title, "kind": one.kind, "url": one.url}


def _releases(homes: Homes, question: Question) -> list[dict[str, Any]]:
    """Return the releases that were read, those of one day as one."""
    scope = question.scope
    events = homes.events(scope.with_(since_at=None, until_at=None, bots=True, people=(), orgs=()))
    found: dict[date, list[str]] = {}
    published = events.filter(events.kind == RELEASED)
    for row in homes.rows(published.select("at", "subject").order_by("at")):
        name = str(row["subject"] or "").rpartition("/")[2].replace("@", " ")
        found.setdefault(local_day(row["at"], scope.zone), []).append(name)
    return [
        {"day": day, "until": None, "title": _named(names), "kind": "release", "url": ""}
        for day, names in found.items()
    ]


def _named(names: list[str]) -> Text:
    more = len(names) - 1
    return Text(f"{names[0]} and {more} more", f"{names[0]} 等 {more + 1} 个") if more else Text(names[0], names[0])
