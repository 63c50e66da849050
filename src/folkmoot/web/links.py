"""Where things are opened: a report's address in the portal, and the link behind a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from zoneinfo import ZoneInfo

from folkmoot.model.scope import Scope

PAGES = {
    "overview": "/",
    "groups": "/groups/",
    "people": "/people/",
    "repositories": "/repositories/",
    "activity": "/activity/",
    "events": "/events/",
    "data": "/data/",
    "search": "/search/",
}
THINGS = {"group": "/groups/", "person": "/people/"}
COUNTED = ("events", "activity", "people")


def page_of(report: str, ident: str = "") -> str:
    """Return the path of a report's page; of a thing's page with ``ident``."""
    if report in THINGS:
        return f"{THINGS[report]}{quote(ident, safe=':@!~')}/"
    return PAGES.get(report, "/")


def scope_query(scope: Scope, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the parameters that show the same facts: the URL's own words, else the answer's scope."""
    said = dict(asked)
    if "since" not in said and scope.since_at:
        said["since"] = _day(scope.since_at, scope.zone)
    if "until" not in said and scope.until_at:
        said["until"] = _day(scope.until_at - timedelta(microseconds=1), scope.zone)
    for name, values in (("group", scope.groups), ("repo", scope.repos), ("org", scope.orgs)):
        if values:
            said.setdefault(name, ",".join(values))
    if scope.people:
        said.setdefault("person", ",".join(scope.people))
    return said


def _day(moment: datetime, zone: str) -> str:
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date().isoformat()


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
    else:
        path, kept = page_of(report), dict(around)
    merged = {**kept, **said}
    return f"{path}?{urlencode(merged)}" if merged else path
