"""Where things are opened: a report's address in the portal, and the link behind a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from zoneinfo import ZoneInfo

from folkmoot.model.scope import Scope
from folkmoot.reports.registry import REPORTS

PAGES = {
    "overview": "/",
    "groups": "/groups/",
    "people": "/people/",
    "repositories": "/repositories/",
    "activity": "/activity/",
    "events": "/events/",
    "data": "/data/",
    "search": "/search/",
    "compare": "/compare/",
    "board": "/",
    "targets": "/board/targets/",
    "evaluation": "/health/",
    "scores": "/scores/",
    "alerts": "/alerts/",
    "motions": "/motions/",
    "elections": "/elections/",
    "meetings": "/meetings/",
    "past_meetings": "/meetings/past/",
    "talks": "/talks/",
    "actions": "/actions/",
    "ladders": "/ladders/",
    "proposals": "/proposals/",
    "proof": "/proof/",
    "rounds": "/rounds/",
    "reviews": "/rounds/reviews/",
    "release-plans": "/releases/",
    "founding": "/founding/",
    "lifecycle": "/lifecycle/",
    "growth": "/growth/",
    "tasks": "/tasks/",
    "points": "/points/",
    "contests": "/contests/",
    "campaigns": "/campaigns/",
    "partners": "/partners/",
    "camps": "/camps/",
    "complaints": "/complaints/",
    "changed": "/complaints/changed/",
    "questions": "/questions/",
    "content": "/content/",
    "content-calendar": "/content/calendar/",
    "content-results": "/content/results/",
    "audience-hours": "/content/hours/",
    "authors": "/content/authors/",
    "chapters": "/chapters/",
    "chapter-events": "/gatherings/",
    "recruitment": "/recruitment/",
}
THINGS = {
    "group": "/groups/",
    "person": "/people/",
    "motion": "/motions/",
    "proposal": "/proposals/",
    "election": "/elections/",
    "topic": "/talks/",
    "round": "/rounds/",
    "review": "/rounds/reviews/",
    "release-plan": "/releases/",
    "task": "/tasks/",
    "contest": "/contests/",
    "campaign": "/campaigns/",
    "partner": "/partners/",
    "camp": "/camps/",
    "conference": "/complaints/",
    "complaint": "/complaints/",
    "content-piece": "/content/",
    "chapter": "/chapters/",
    "event": "/gatherings/",
}
WITHIN = {"ladder": "/groups/{group}/ladder/", "standing": "/groups/{group}/ladder/{person}/"}
"""Pages of a thing within another: a link to them names both."""
INDICATOR = "/board/indicator/"
COUNTED = ("events", "activity", "people")


def page_of(report: str, ident: str = "") -> str:
    """Return the path of a report's page; of a thing's page with ``ident``."""
    if report in THINGS:
        return f"{THINGS[report]}{quote(ident, safe=':@!~/' if report == 'task' else ':@!~')}/"
    if report in PAGES:
        return PAGES[report]
    return f"/ask/{report}/" if report in REPORTS else "/"


def scope_query(scope: Scope, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that show the same facts: the URL's own words, else the answer's scope."""
    said = dict(asked)
    for name, day in zip(("since", "until"), window_days(scope), strict=True):
        if day:
            said.setdefault(name, day.isoformat())
    for name, values in (("group", scope.groups), ("repo", scope.repos), ("org", scope.orgs)):
        if values:
            said.setdefault(name, ",".join(values))
    if scope.people:
        said.setdefault("person", ",".join(scope.people))
    return said


def window_days(scope: Scope) -> tuple[date | None, date | None]:
    """Return the first and the last day of a scope's window in its zone."""
    last = scope.until_at - timedelta(microseconds=1) if scope.until_at else None
    return _day(scope.since_at, scope.zone), _day(last, scope.zone)


def _day(moment: datetime | None, zone: str) -> date | None:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date() if moment else None


def opened(opens: str, row: Mapping[str, Any], around: Mapping[str, str]) -> str:
    """Return the address behind a cell; "" when the row does not know the thing that it would open."""
    report, _, query = opens.partition("?")
    said: dict[str, str] = {}
    for name, template in parse_qsl(query, keep_blank_values=True):
        wanted = template[1:-1] if template.startswith("{") and template.endswith("}") else ""
        value = row.get(wanted) if wanted else template
        if value in (None, ""):
            return ""
        said[name] = str(value)
    if report in THINGS:
        path = page_of(report, said.pop("id", "") or said.pop(report, ""))
        kept = {name: around[name] for name in ("since", "until", "bots") if name in around}
    elif report in WITHIN and "group" in said:
        named = {name: quote(said.pop(name, ""), safe=":@!~") for name in ("group", "person")}
        path, kept = WITHIN[report].format(**named).replace("//", "/"), {}
    elif report == "indicator" and "name" in said:
        path, kept = f"{INDICATOR}{quote(said.pop('name'))}/", dict(around)
    else:
        path, kept = page_of(report), dict(around)
    merged = {**kept, **said}
    return f"{path}?{urlencode(merged)}" if merged else path
